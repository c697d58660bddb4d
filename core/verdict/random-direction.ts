import { scaleOf } from '../differences/line.ts';
import type { Block } from '../tree.ts';

/**
 * Signed magnitudes, s (0.5 + U) in 1024 levels: fine enough that no two errors cancel in three directions, and four come
 * of one draw, two from each half of its first forty bits.
 */
const LEVELS = Float64Array.from({ length: 1024 }, (_, level) => {
  const u = (2 * level + 1) / 1024 - 1;
  return u < 0 ? u - 0.5 : u + 0.5;
});
const HALF = 2 ** 20;

/**
 * A unit vector of random signs and magnitudes bounded away from zero, so that no entry is overlooked, and not all
 * equal, so that errors that cancel in one direction show in the next: s (0.5 + U), scaled by the size of the parameter.
 *
 * @param blocks - The blocks in which to move; the others stand still. Default: all.
 * @param weight - By how much to move in a block. Default: alike in all.
 */
export function randomDirection(
  at: Float64Array,
  random: () => number,
  blocks?: readonly Block[],
  weight: (block: Block) => number = () => 1,
): Float64Array {
  const direction = new Float64Array(at.length);
  let squares = 0;
  let high = 0;
  let low = 0;
  let left = 0;
  for (const block of blocks ?? [{ name: '', shape: [], type: 'float64', offset: 0, size: at.length }]) {
    const { offset, size } = block;
    const share = weight(block);
    for (let i = offset; i < offset + size; i++) {
      if (left === 0) {
        const draw = HALF * random();
        high = Math.trunc(draw);
        low = Math.trunc(HALF * (draw - high));
        left = 4;
      }
      const half = left > 2 ? high : low;
      const level = left % 2 === 0 ? half >> 10 : half & 1023;
      left--;
      const d = LEVELS[level]! * scaleOf(at[i]!) * share;
      direction[i] = d;
      squares += d * d;
    }
  }
  const norm = Math.sqrt(squares);
  for (let i = 0; i < direction.length; i++) direction[i]! /= norm;
  return direction;
}
