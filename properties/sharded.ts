import fc from 'fast-check';

/** One of several parts into which the runs of a campaign are split, from 1 on. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** How many of the runs of a campaign a shard makes. */
export function runsOf(numRuns: number, { index, count }: Shard): number {
  return Math.max(0, Math.ceil((numRuns - index + 1) / count));
}

/** Stands for a case that another shard draws. */
export const ELSEWHERE: unique symbol = Symbol('drawn in another shard');

/**
 * The share of a shard in the cases of a campaign: every `count`-th, drawn from the same seed as if it were not split. The
 * streams are disjoint, all shards together draw just what one campaign would, and a path leads to the same case in both.
 */
export function sharded<T>(cases: fc.Arbitrary<T>, { index, count }: Shard): fc.Arbitrary<T> {
  return new Sharded(cases, index - 1, count);
}

class Sharded<T> extends fc.Arbitrary<T> {
  readonly #cases: fc.Arbitrary<T>;
  readonly #index: number;
  readonly #count: number;
  #drawn = 0;

  constructor(cases: fc.Arbitrary<T>, index: number, count: number) {
    super();
    this.#cases = cases;
    this.#index = index;
    this.#count = count;
  }

  // fast-check draws once a run, in order.
  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return this.#drawn++ % this.#count === this.#index
      ? this.#cases.generate(mrng, biasFactor)
      : new fc.Value(ELSEWHERE as T, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#cases.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#cases.shrink(value, context);
  }
}
