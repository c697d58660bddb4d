import type { Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import { Ladder, MARGIN } from './ladder.ts';
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
export function* secondSlope(line: Line, loss: number, noise: number, arithmetic: Arithmetic): Steps<Curvature> {
  const { firstStep, ratio, rungs } = arithmetic;
  let best: Curvature = { value: Number.NaN, bound: Number.POSITIVE_INFINITY };
  let before: { value: number; noise: number }[] = [];
  const ladder = new Ladder(noise, arithmetic, line.scale);
  const bends: { gap: number; error: number }[] = [];
  let sides: { right: number; left: number; step: number } | undefined;
  let gaps: { value: number; noise: number }[] = [];
  let step = firstStep * line.scale;
  for (let rung = 0; rung < rungs; rung++, step /= ratio) {
    const above = yield line.at(step);
    const up = line.realised;
    const below = yield line.at(-step);
    const down = -line.realised;
    const value = ((above - loss) / up - (loss - below) / down) / ((up + down) / 2);
    if (!Number.isFinite(value)) {
      before = [];
      gaps = [];
      sides = undefined;
      continue;
    }
    ladder.add(loss, above, up, below, down);
    const right = (above - loss) / up;
    const left = (loss - below) / down;
    if (sides !== undefined) {
      // Second derivatives of both sides, whose gap is odd in h like that of the slopes.
      const bend = (2 * (sides.right - right + sides.left - left)) / (sides.step - up);
      const row = [{ value: bend, noise: (16 * noise) / (up * (sides.step - up)) }];
      for (let j = 1; j <= Math.min(3, gaps.length); j++) {
        const factor = ratio ** (2 * j - 1);
        const [here, coarse] = [row[j - 1]!, gaps[j - 1]!];
        const next = {
          value: here.value + (here.value - coarse.value) / (factor - 1),
          noise: here.noise + (here.noise + coarse.noise) / (factor - 1),
        };
        row.push(next);
        const truncation = Math.max(Math.abs(next.value - here.value), Math.abs(next.value - coarse.value));
        bends.push({ gap: Math.abs(next.value), error: truncation + next.noise });
      }
      gaps = row;
    }
    sides = { right, left, step: up };
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
    const told = bends.some(({ gap, error }) => error <= 2 ** -8 * Math.max(gap, Math.abs(best.value)));
    if ((told || rung > 6) && best.bound <= (MARGIN * 4 * noise * ratio ** 2) / (up * down)) break;
  }
  // The slope itself jumps: there is no second derivative. Or it bends: what there is, is one for either side.
  if (ladder.slope().kind === 'kink') return { value: Number.NaN, bound: Number.POSITIVE_INFINITY };
  const sharpest = bends.reduce((a, b) => (b.error < a.error ? b : a), { gap: 0, error: Number.POSITIVE_INFINITY });
  return sharpest.gap > 2 * sharpest.error
    ? { value: best.value, bound: best.bound + sharpest.gap / 2 + sharpest.error }
    : best;
}
