import type { Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import { MARGIN } from './ladder.ts';
import type { Line } from './line.ts';

const COLUMNS = 4;

/** The second derivative of a loss along a line, and how far it may be off. */
export interface Curvature {
  readonly value: number;
  readonly bound: number;
}

/**
 * The second derivative along a line by (f(h) - 2 f(0) + f(-h)) / h^2 on a ladder of steps, extrapolated in even powers
 * of h, with Ridders' estimate of the truncation and the rounding 4 noise / h^2 carried through the table.
 */
export function* secondSlope(
  line: Line,
  loss: number,
  noise: number,
  { firstStep, ratio, rungs }: Arithmetic,
): Steps<Curvature> {
  let best: Curvature = { value: Number.NaN, bound: Number.POSITIVE_INFINITY };
  let before: { value: number; noise: number }[] = [];
  let step = firstStep * line.scale;
  for (let rung = 0; rung < rungs; rung++, step /= ratio) {
    const above = yield line.at(step);
    const up = line.realised;
    const below = yield line.at(-step);
    const down = -line.realised;
    const value = ((above - loss) / up - (loss - below) / down) / ((up + down) / 2);
    if (!Number.isFinite(value)) {
      before = [];
      continue;
    }
    const row = [{ value, noise: (4 * noise) / (up * down) }];
    for (let j = 1; j <= Math.min(COLUMNS, before.length); j++) {
      const factor = ratio ** (2 * j);
      const [here, coarse] = [row[j - 1]!, before[j - 1]!];
      const next = {
        value: here.value + (here.value - coarse.value) / (factor - 1),
        noise: here.noise + (here.noise + coarse.noise) / (factor - 1),
      };
      row.push(next);
      const error = Math.max(Math.abs(next.value - here.value), Math.abs(next.value - coarse.value)) + next.noise;
      if (MARGIN * error < best.bound) best = { value: next.value, bound: MARGIN * error };
    }
    before = row;
    // The next step could only add noise.
    if (best.bound <= (MARGIN * 4 * noise * ratio ** 2) / (up * down)) break;
  }
  return best;
}
