import type { Known } from './known-numbers.ts';
import { leastSquares } from './least-squares.ts';
import type { Network } from './network.ts';

/** The factor of a loss, and the strengths of its regularisers. */
export interface Scales {
  readonly factor: number;
  readonly decay: number;
  readonly biasDecay: number;
  /** How many of them were fitted and are no plain numbers. */
  readonly free: number;
}

/** So many entries tell of most networks that they are others. */
const PROBE = 8;

/**
 * The scales by which the gradient of a network is the known one in every entry; undefined where none are.
 *
 * @param known - Those that tell most first.
 */
export function scalesOf(gradient: Float64Array, network: Network, known: readonly Known[]): Scales | undefined {
  const bases = basesOf(gradient, network);
  if (known.length > 2 * PROBE && contradicts(known.slice(0, PROBE), bases)) return undefined;
  for (const count of [1, 2, 3]) {
    const own = bases.slice(0, count);
    const best = known.length > count ? nearest(known, own) : undefined;
    if (best === undefined) return undefined;
    const plain = plainFactor(best[0]!, network.X.length);
    const rounded = plain === undefined ? undefined : [plain, ...best.slice(1)];
    const scales = [rounded, best].find((some) => some !== undefined && some[0] !== 0 && fits(known, own, some));
    if (scales === undefined) continue;
    return {
      factor: scales[0]!,
      decay: scales[1] ?? 0,
      biasDecay: scales[2] ?? 0,
      free: count - (scales === rounded ? 1 : 0),
    };
  }
  return undefined;
}

type Base = (index: number) => number;

/** What a gradient is made of: that of the loss, and the weights and biases that regularisers add. */
function basesOf(gradient: Float64Array, { layers, at }: Network): readonly Base[] {
  const biases = new Set(
    layers.flatMap(({ biasAt, units }) => (biasAt ? Array.from({ length: units }, (_, u) => biasAt(u)) : [])),
  );
  return [
    (index) => gradient[index]!,
    (index) => (biases.has(index) ? 0 : at[index]!),
    (index) => (biases.has(index) ? at[index]! : 0),
  ];
}

/** Whether no scales at all give these numbers; where they cannot be told apart, that is left open. */
function contradicts(known: readonly Known[], bases: readonly Base[]): boolean {
  const told = bases.filter((of) => known.some(({ index }) => of(index) !== 0));
  const best = nearest(known, told);
  return best !== undefined && !fits(known, told, best);
}

function nearest(known: readonly Known[], bases: readonly Base[]): readonly number[] | undefined {
  return leastSquares(
    known.map(({ index, value, slack }) => ({ terms: bases.map((of) => of(index) / slack), value: value / slack })),
  );
}

function fits(known: readonly Known[], bases: readonly Base[], scales: readonly number[]): boolean {
  return known.every(({ index, value, slack }) => {
    const expected = bases.reduce((total, of, k) => total + scales[k]! * of(index), 0);
    return Math.abs(value - expected) <= slack + 1e-12 * Math.abs(expected);
  });
}

/** The number that a factor comes close to, if losses have it: one, a half or two, over the examples or not. */
function plainFactor(factor: number, m: number): number | undefined {
  return [1, 1 / m, 2, 2 / m, 0.5, 0.5 / m].find((number) => Math.abs(factor - number) <= 1e-5 * number);
}
