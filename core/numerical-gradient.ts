import { FLOAT32 } from './differences/arithmetic.ts';
import { detectArithmetic } from './differences/detect-arithmetic.ts';
import { ladderSlope } from './differences/ladder-slope.ts';
import { CoordinateLine } from './differences/line.ts';
import { measureNoise } from './differences/noise.ts';
import { drive } from './drive.ts';
import { Evaluator } from './evaluator.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { Case } from './problem.ts';
import type { Steps } from './stream.ts';
import { flatten, type Layout, unflatten } from './tree.ts';

/** A gradient from differences of its loss, with what is known of its error. */
export interface NumericalGradient<P> {
  /** A tree like the parameters; at a kink the mean of both slopes, NaN where nothing could be said. */
  readonly gradient: P;
  /** A tree like the parameters: how far each entry may be from the true derivative; at a kink half the gap as well. */
  readonly errorBound: P;
  readonly evaluations: number;
  /** The absolute noise of the loss at the point. */
  readonly noise: number;
}

/**
 * The gradient of a loss by extrapolated central differences, with an error bound for every entry (Ridders 1982).
 *
 * @param loss - `loss(params, data)`: a number.
 * @param point - `{ params, data }`, as for `checkGradient`.
 * @param options - `precision` of the loss, if it is not float64 or float32.
 * @throws {@link TreeError} for params that are no tree of numbers; RangeError where the loss is no finite number there;
 * whatever the loss throws at the point itself.
 * @example
 * const { gradient, errorBound } = numericalGradient(({ w }: { w: number[] }) => Math.exp(w[0]! * w[1]!), {
 *   params: { w: [1, 0.5] },
 * });
 * Math.abs(gradient.w[0]! - 0.5 * Math.exp(0.5)) <= errorBound.w[0]!; // true
 */
export function numericalGradient<P, D>(
  loss: (params: P, data: D) => number,
  point: Case<P, D>,
  options?: Pick<CheckOptions, 'precision'>,
): NumericalGradient<P> {
  const settings = readOptions(options);
  const { flat, layout } = flatten(point.params);
  const functions = { loss: loss as (params: unknown, data: unknown) => unknown, gradient: () => undefined };
  const evaluator = new Evaluator(functions, layout, point.data);
  const { values, bounds, noise } = drive(gradientSteps(flat, layout, evaluator, settings), evaluator);
  return {
    gradient: unflatten(layout, values) as P,
    errorBound: unflatten(layout, bounds) as P,
    evaluations: evaluator.losses,
    noise,
  };
}

function* gradientSteps(
  at: Float64Array,
  layout: Layout,
  evaluator: Evaluator,
  settings: Settings,
): Steps<{ readonly values: Float64Array; readonly bounds: Float64Array; readonly noise: number }> {
  const loss = yield at;
  if (!Number.isFinite(loss))
    throw new RangeError(evaluator.failure?.message ?? `the loss is ${loss} at this point; it has no slope there`);
  const arithmetic = settings.arithmetic ?? (yield* detectArithmetic(at, layout, loss));
  const noise = yield* measureNoise(at, layout, loss, arithmetic, 7);
  const line = new CoordinateLine(at, layout);
  const values = new Float64Array(at.length);
  const bounds = new Float64Array(at.length);
  for (let i = 0; i < at.length; i++) {
    line.select(i);
    const { kind, value, bound, left, right } = yield* ladderSlope(line, loss, noise, arithmetic);
    values[i] = kind === 'none' ? Number.NaN : value;
    bounds[i] = bound + Math.abs(right - left) / 2;
    if (kind === 'none') bounds[i] = Number.POSITIVE_INFINITY;
  }
  // Values and bounds of a float32 block are rounded when they are stored.
  for (const { type, offset, size } of layout.blocks) {
    if (type !== 'float32') continue;
    for (let i = offset; i < offset + size; i++) {
      bounds[i] = (bounds[i]! + FLOAT32.unit * Math.abs(values[i]!)) * (1 + 2 * FLOAT32.unit) + 2 ** -149;
    }
  }
  return { values, bounds, noise };
}
