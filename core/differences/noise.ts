import type { Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Line } from './line.ts';

const POINTS = 7;

/**
 * The absolute noise of a loss near a point: how much rounding moves its value.
 *
 * Measured by ECNoise (Moré and Wild, SIAM J. Sci. Comput. 33, 2011) on values on one side of the point, so that a kink
 * at the point itself is not taken for noise, and not below the rounding of numbers of size max(1, |loss|).
 *
 * @param line - A line that moves every parameter.
 * @param loss - The loss at the point.
 */
export function* measureNoise(line: Line, loss: number, arithmetic: Arithmetic): Steps<number> {
  const floor = 2 * arithmetic.unit * Math.max(1, Math.abs(loss));
  let best = yield* ecNoise(line, arithmetic.unit ** 0.5);
  // A kink between the values reads as noise; it is rarely on both sides.
  if (4 * best > 100 * floor) best = Math.min(best, yield* ecNoise(line, -(arithmetic.unit ** 0.5)));
  return Number.isFinite(best) ? Math.max(floor, 4 * best) : floor;
}

function* ecNoise(line: Line, firstSpacing: number): Steps<number> {
  let spacing = firstSpacing * line.scale;
  for (let attempt = 0; attempt < 2; attempt++) {
    const values = new Float64Array(POINTS);
    for (let i = 0; i < POINTS; i++) values[i] = yield line.at((i + 1) * spacing);
    const equal = values.reduce((count, value, i) => count + (i > 0 && value === values[i - 1] ? 1 : 0), 0);
    if (equal < POINTS / 2) return noiseOf(values);
    spacing *= 100;
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
  // No level settled: the highest one is the least touched by the smooth part of the loss.
  return levels.at(-1)!;
}
