import type { Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Line } from './line.ts';
import { NoiseLine } from './noise-line.ts';

/**
 * The absolute noise of a loss near a point: how much rounding moves its value.
 *
 * Measured by ECNoise (Moré and Wild, SIAM J. Sci. Comput. 33, 2011) on values on one side of the point, so that a kink
 * at the point itself is not taken for noise, and not below the rounding of numbers of size max(1, |loss|).
 *
 * @param loss - The loss at the point, the first of the values.
 * @param points - How many further values to ask for, 4 to 7.
 */
export function* measureNoise(
  at: Float64Array,
  layout: Layout,
  loss: number,
  arithmetic: Arithmetic,
  points: number,
): Steps<number> {
  const floor = 2 * arithmetic.unit * Math.max(1, Math.abs(loss));
  const spacing = Math.sqrt(arithmetic.unit);
  const line = new NoiseLine(at, layout, spacing);
  let best = yield* ecNoise(line, loss, spacing, points);
  // A kink between the values reads as noise; it is rarely on both sides.
  if (4 * best > 1000 * floor) best = Math.min(best, yield* ecNoise(line, loss, -spacing, points));
  return Number.isFinite(best) ? Math.max(floor, 4 * best) : floor;
}

function* ecNoise(line: Line, loss: number, firstSpacing: number, points: number): Steps<number> {
  let spacing = firstSpacing;
  for (let attempt = 0; attempt < 2; attempt++) {
    const values = new Float64Array(points + 1);
    values[0] = loss;
    for (let i = 1; i <= points; i++) values[i] = yield line.at(i * spacing);
    const equal = values.reduce((count, value, i) => count + (i > 0 && value === values[i - 1] ? 1 : 0), 0);
    // Without the point itself, where the loss may jump or bend.
    if (equal < points / 2)
      return Math.min(noiseOf(values), points < 5 ? Number.POSITIVE_INFINITY : noiseOf(values.subarray(1)));
    spacing *= 64;
  }
  return 0;
}

/** ECNoise on equally spaced values: the first level of the difference table that looks like noise. */
export function noiseOf(values: Float64Array): number {
  const table = values.slice();
  const levels: number[] = [];
  const changesSign: boolean[] = [];
  let gamma = 1;
  for (let order = 1; order < table.length; order++) {
    const count = table.length - order;
    gamma *= order / (2 * (2 * order - 1));
    let squares = 0;
    let negative = false;
    let positive = false;
    for (let i = 0; i < count; i++) {
      const difference = table[i + 1]! - table[i]!;
      table[i] = difference;
      squares += difference * difference;
      negative ||= difference < 0;
      positive ||= difference > 0;
    }
    levels.push(Math.sqrt((gamma * squares) / count));
    changesSign.push(negative && positive);
  }
  for (let i = 0; i + 2 < levels.length; i++) {
    const window = levels.slice(i, i + 3);
    if (changesSign[i] && Math.max(...window) <= 4 * Math.min(...window)) return levels[i]!;
  }
  // No level settled: the highest is the least touched by the smooth part of the loss, but it is a single value, which can
  // be small by chance.
  return Math.max(levels.at(-1)!, levels.at(-2)! / 4);
}
