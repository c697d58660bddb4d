import { describe, listed } from './describe.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './differences/arithmetic.ts';
import { UsageError } from './errors.ts';

/** Options of every check; all may be left out. */
export interface CheckOptions {
  /**
   * Arithmetic in which the loss is computed; a number is its unit roundoff. Default: float32 where every loss is a
   * float32 number, else float64.
   */
  readonly precision?: 'float64' | 'float32' | number;
  /**
   * The relative error of an entry that must not pass; what was reached is in the result. Default: 1e-3, for a loss in
   * float32 0.1.
   */
  readonly resolution?: number;
  /**
   * `'full'` judges every entry by differences of its own; `'screen'` judges all of them along random directions, at a
   * handful of evaluations, and locates a failure. Default: `'auto'`, which screens above 500 parameters.
   */
  readonly mode?: 'auto' | 'screen' | 'full';
  /** Whether a valid subgradient at a kink is accepted or counts as a disagreement. Default: `'accept'`. */
  readonly subgradients?: 'accept' | 'reject';
  /** Seed of every random choice of the check. Default: 0. */
  readonly seed?: number;
  /** A relative error of an entry that is allowed. Default: 0. */
  readonly rtol?: number;
  /** An absolute error of an entry that is allowed. Default: 0. */
  readonly atol?: number;
  /**
   * The rule: `'error-bound'` judges by the measured error of the differences; `'relative-norm'` (step 1e-7, norms differ
   * by less than 1e-7) and `'almost-equal'` (step 1e-4, 7 decimals) are the classical rules, for comparison and teaching.
   * Default: `'error-bound'`.
   */
  readonly criterion?: 'error-bound' | 'relative-norm' | 'almost-equal';
  /**
   * Numbers that the cause of a disagreement may be made of, by name: `m` the number of examples, `K` that of classes,
   * and any others, such as `{ learningRate: 0.1 }`. Default: what shapes and scalars of the data tell.
   */
  readonly hints?: Readonly<Record<string, number>>;
}

/** The options with their defaults filled in. */
export interface Settings {
  /** Undefined where the losses are to tell. */
  readonly arithmetic: Arithmetic | undefined;
  readonly resolution: number | undefined;
  readonly mode: 'auto' | 'screen' | 'full';
  readonly subgradients: 'accept' | 'reject';
  readonly seed: number;
  readonly rtol: number;
  readonly atol: number;
  readonly criterion: 'error-bound' | 'relative-norm' | 'almost-equal';
  readonly hints: Readonly<Record<string, number>>;
  /** Whether of causes only those are looked for that one entry can show. */
  readonly brief: boolean;
}

const CHOICES = {
  mode: ['auto', 'screen', 'full'],
  subgradients: ['accept', 'reject'],
  criterion: ['error-bound', 'relative-norm', 'almost-equal'],
} as const;

const NUMBERS = ['resolution', 'seed', 'rtol', 'atol'] as const;

const NAMES: readonly string[] = ['precision', ...NUMBERS, ...Object.keys(CHOICES), 'hints'];

/**
 * Checks the options and fills in the defaults.
 *
 * @param others - Further option names that the caller reads itself.
 * @throws {@link UsageError} for an unknown name or a value of the wrong kind.
 */
export function readOptions(options: CheckOptions = {}, others: readonly string[] = []): Settings {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new UsageError(`options: expected an object, came ${describe(options)}`);
  }
  const known = [...NAMES, ...others];
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new UsageError(`options.${name}: unknown; the options are ${known.join(', ')}`);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value: unknown = options[name as keyof typeof CHOICES];
    if (value !== undefined && !(choices as readonly unknown[]).includes(value)) {
      throw new UsageError(
        `options.${name}: expected ${listed(choices.map((c) => `'${c}'`))}, came ${describe(value)}`,
      );
    }
  }
  for (const name of NUMBERS) {
    const value: unknown = options[name];
    const valid = name === 'seed' ? Number.isSafeInteger(value) : Number.isFinite(value) && (value as number) >= 0;
    if (value !== undefined && !valid) {
      throw new UsageError(
        `options.${name}: expected ${name === 'seed' ? 'an integer' : 'a finite number, 0 or more'}, came ${describe(value)}`,
      );
    }
  }
  return {
    arithmetic: options.precision === undefined ? undefined : arithmeticOf(options.precision),
    resolution: options.resolution,
    mode: options.mode ?? 'auto',
    subgradients: options.subgradients ?? 'accept',
    seed: options.seed ?? 0,
    rtol: options.rtol ?? 0,
    atol: options.atol ?? 0,
    criterion: options.criterion ?? 'error-bound',
    hints: readHints(options.hints),
    brief: false,
  };
}

function readHints(hints: unknown = {}): Readonly<Record<string, number>> {
  const isObject = typeof hints === 'object' && hints !== null && !Array.isArray(hints);
  if (!isObject) throw new UsageError(`options.hints: expected numbers by name, came ${describe(hints)}`);
  for (const [name, value] of Object.entries(hints)) {
    if (!Number.isFinite(value)) {
      throw new UsageError(`options.hints.${name}: expected a finite number, came ${describe(value)}`);
    }
  }
  return hints as Readonly<Record<string, number>>;
}

function arithmeticOf(precision: unknown): Arithmetic {
  if (precision === 'float64') return FLOAT64;
  if (precision === 'float32') return FLOAT32;
  if (typeof precision === 'number' && precision > 0 && precision < 1) {
    return precision > 2 ** -40 ? { ...FLOAT32, unit: precision } : { ...FLOAT64, unit: precision };
  }
  throw new UsageError(
    `options.precision: expected 'float64', 'float32' or a unit roundoff between 0 and 1, came ${describe(precision)}`,
  );
}
