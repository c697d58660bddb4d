import { scaleOf } from '../differences/line.ts';
import type { Block } from '../tree.ts';

/**
 * A unit vector of random signs and magnitudes bounded away from zero, so that no entry is overlooked, and not all
 * equal, so that errors that cancel in one direction show in the next: s (0.5 + U), scaled by the size of the parameter.
 *
 * @param blocks - The blocks in which to move; the others stand still. Default: all.
 */
export function randomDirection(at: Float64Array, random: () => number, blocks?: readonly Block[]): Float64Array {
  const direction = new Float64Array(at.length);
  let squares = 0;
  for (const { offset, size } of blocks ?? [{ offset: 0, size: at.length }]) {
    for (let i = offset; i < offset + size; i++) {
      const u = 2 * random() - 1;
      const d = (u < 0 ? u - 0.5 : u + 0.5) * scaleOf(at[i]!);
      direction[i] = d;
      squares += d * d;
    }
  }
  const norm = Math.sqrt(squares);
  for (let i = 0; i < direction.length; i++) direction[i]! /= norm;
  return direction;
}
