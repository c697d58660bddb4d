import type { Sizes } from './dims.ts';
import type { RandomSource } from './random-source.ts';

/** The smallest and the largest size of a named dimension. */
export type Bounds = readonly [least: number, most: number];

/** The bounds of a size that nothing else is said of. */
export const DEFAULT_BOUNDS: Bounds = [1, 6];

/**
 * Draws named sizes, coincidences on purpose: a quarter of them equal one drawn before (square matrices, as many classes
 * as examples), a tenth are the least allowed. A swapped axis hides where sizes agree, and a crash where they do not.
 */
export function drawSizes(source: RandomSource, bounds: ReadonlyMap<string, Bounds>): Sizes {
  const sizes = new Map<string, number>();
  for (const [dim, [least, most]] of bounds) {
    const same = [...sizes.values()].filter((size) => size >= least && size <= most);
    const chance = source.uniform();
    if (chance < 0.25 && same.length > 0) sizes.set(dim, source.pick(same));
    else sizes.set(dim, chance > 0.9 ? least : source.integer(least, most));
  }
  return sizes;
}
