import type fc from 'fast-check';
import { UsageError } from '../core/errors.ts';
import { isPlainObject } from '../core/leaf.ts';
import type { Case } from '../core/problem.ts';
import type { CaseArbitrary } from './case-arbitrary.ts';
import { type Container, type Held, HOLDERS } from './containers.ts';
import type { Dim } from './dims.ts';
import { type Bounds, DEFAULT_BOUNDS } from './draw-sizes.ts';
import { FieldArbitrary, type TensorArbitrary } from './field.ts';
import type { FieldSpec, Values } from './field-spec.ts';
import { holdCases } from './hold-cases.ts';
import { readValues } from './read-values.ts';
import { REGIME_MIX } from './regime.ts';
import { type Plan, SpecCases } from './spec-cases.ts';
import { tensor } from './tensor.ts';

/** What stands where in a case: a field, the sizes of a tensor, or an object of these. */
export type Fields = FieldArbitrary<unknown> | readonly Dim[] | { readonly [name: string]: Fields };

/** What is drawn for {@link Fields}. */
export type Drawn<F, K extends Container = 'tensor'> =
  F extends TensorArbitrary<infer Rank>
    ? Held<Rank, K>
    : F extends FieldArbitrary<infer T>
      ? T
      : F extends readonly Dim[]
        ? Held<F['length'], K>
        : { readonly [N in keyof F]: Drawn<F[N], K> };

/** How cases are drawn. */
export interface CaseOptions<K extends Container = Container> {
  /** A number, or the least and the largest, by name. Default: `[1, 6]` each. */
  readonly sizes?: Readonly<Record<string, number | Bounds>>;
  /** What values are drawn by; a name twice is drawn twice as often. Default: a mix of all regimes. */
  readonly regimes?: readonly Values[];
  /** What tensors are held in. Default: `tensor`. */
  readonly as?: K;
}

/**
 * Cases of one's own loss: its parameters and data described once, with the sizes that they share by name.
 *
 * Sizes are drawn with coincidences (square, 1, as many classes as examples), values in regimes; half the cases have one
 * regime throughout. The shrinker owns all of it together: fewer units, fewer examples, simpler labels and values, never
 * outside the sizes and domains asked. A stored case shrinks on.
 *
 * @param fields - For `params` and `data`: the sizes of a tensor such as `['h', 'n']`, a field such as
 * `labels('m', 'k')` or `lambda()`, or an object of these.
 * @throws UsageError for a description or an option that makes no sense; it says where.
 * @example
 * const ridge = {
 *   loss: ({ w }: { w: number[] }, { X, y, lambda }: { X: number[][]; y: number[]; lambda: number }) =>
 *     X.reduce((sum, row, i) => sum + (row.reduce((dot, x, j) => dot + x * w[j]!, 0) - y[i]!) ** 2, 0) +
 *     lambda * w.reduce((sum, x) => sum + x * x, 0),
 *   gradient: ({ w }: { w: number[] }, { X, y, lambda }: { X: number[][]; y: number[]; lambda: number }) => ({
 *     w: w.map((x, j) =>
 *       X.reduce((sum, row, i) => sum + 2 * row[j]! * (row.reduce((dot, x, j) => dot + x * w[j]!, 0) - y[i]!), 2 * lambda * x),
 *     ),
 *   }),
 * };
 * const cases = casesOf(
 *   { params: { w: ['n'] }, data: { X: ['m', 'n'], y: ['m'], lambda: lambda() } },
 *   { sizes: { m: [1, 4] }, regimes: ['lattice', 'normal'], as: 'nested' },
 * );
 * checkProperty(ridge, cases, { seed: 1 }).ok; // true
 */
export function casesOf<const P extends Fields, const D extends Fields, K extends Container = 'tensor'>(
  fields: { readonly params: P; readonly data?: D },
  options: CaseOptions<K> = {},
): K extends 'tensor' ? CaseArbitrary<Case<Drawn<P>, Drawn<D>>> : fc.Arbitrary<Case<Drawn<P, K>, Drawn<D, K>>> {
  const { params, data } = fields;
  const specs = new Map([
    ...readFields(params, 'params'),
    ...(data === undefined ? [] : readFields(data as Fields, 'data')),
  ]);
  const values = readValues('options.regimes', options.regimes) ?? REGIME_MIX;
  const plan: Plan = { specs, bounds: readBounds(specs, options.sizes ?? {}), values };
  const { as = 'tensor' } = options as CaseOptions;
  if (as !== 'tensor' && !(as in HOLDERS)) {
    throw new UsageError(`options.as: expected tensor, ${Object.keys(HOLDERS).join(', ')}, came ${as}`);
  }
  return (as === 'tensor' ? new SpecCases(plan) : holdCases(plan, as)) as ReturnType<typeof casesOf<P, D, K>>;
}

function readFields(fields: Fields, path: string): readonly (readonly [string, FieldSpec])[] {
  if (fields instanceof FieldArbitrary) return [[path, fields.spec]];
  if (Array.isArray(fields)) return [[path, tensor(fields as readonly Dim[]).spec]];
  const entries = isPlainObject(fields) ? Object.entries(fields) : [];
  const bad = entries.find(([name]) => name.includes('.'))?.[0];
  if (bad !== undefined) throw new UsageError(`${path}: the name '${bad}' must not contain a dot`);
  if (entries.length > 0) return entries.flatMap(([name, inner]) => readFields(inner as Fields, `${path}.${name}`));
  throw new UsageError(
    `${path}: expected the sizes of a tensor such as ['h', 'n'], a field such as labels('m', 'k'), or an object of these`,
  );
}

function readBounds(
  specs: ReadonlyMap<string, FieldSpec>,
  sizes: Readonly<Record<string, number | Bounds>>,
): ReadonlyMap<string, Bounds> {
  const names = new Set([...specs.values()].flatMap(({ axes }) => axes.map(({ dim }) => dim)));
  names.delete('');
  const bounds = new Map<string, Bounds>([...names].map((name) => [name, DEFAULT_BOUNDS]));
  for (const [name, size] of Object.entries(sizes)) {
    const [least, most] = typeof size === 'number' ? [size, size] : size;
    if (!names.has(name))
      throw new UsageError(`options.sizes.${name}: no field has this size; there are ${[...names].join(', ')}`);
    if (!(Number.isSafeInteger(least) && Number.isSafeInteger(most) && 1 <= least && least <= most)) {
      throw new UsageError(`options.sizes.${name}: expected a number from 1 on, or [least, most], came ${size}`);
    }
    bounds.set(name, [least, most]);
  }
  return bounds;
}
