import erfcinv from '@stdlib/math-base-special-erfcinv';
import type fc from 'fast-check';
import { uniformSource } from '../core/random.ts';

/** From this many values on, a block has a Mersenne twister of its own, seeded by fast-check. */
const BULK = 256;

/** What generators draw from; everything follows from the seed of fast-check. */
export interface RandomSource {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  readonly normal: () => number;
  /** Uniform integer, both ends included. */
  integer(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  /** A source for a block of `size` values. */
  forBlock(size: number): RandomSource;
}

/** The random source of one draw of fast-check. */
export function randomSource(mrng: fc.Random): RandomSource {
  return sourceFrom(
    () => mrng.nextDouble(),
    (size) => (size < BULK ? undefined : uniformSource(mrng.nextInt())),
  );
}

function sourceFrom(uniform: () => number, bulk: (size: number) => (() => number) | undefined): RandomSource {
  const integer = (least: number, most: number): number => least + Math.floor(uniform() * (most - least + 1));
  const source: RandomSource = {
    uniform,
    // By the inverse distribution function: a transform that remembers anything would not replay.
    normal: () => -Math.SQRT2 * erfcinv(2 * uniform() + 2 ** -53),
    integer,
    pick: (items) => items[integer(0, items.length - 1)]!,
    forBlock: (size) => {
      const own = bulk(size);
      return own === undefined ? source : sourceFrom(own, () => undefined);
    },
  };
  return source;
}
