import type { Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import { type Enough, Ladder } from './ladder.ts';
import type { Line } from './line.ts';
import type { Slope } from './slope.ts';

/**
 * The slope of a loss along a line by a ladder of central differences, extrapolated to step 0, with an error bound.
 *
 * Ridders' scheme (Adv. Eng. Softw. 4, 1982) on realised steps: the truncation error is the larger of the two
 * differences to the neighbours in the table, the rounding error is carried through it. The gap between the one-sided
 * slopes is odd in h for a smooth loss; extrapolated in odd powers it must vanish, else there is a kink within the step.
 * The ladder stops as soon as a finer step could only add noise, and never looks at the claimed gradient.
 *
 * @param loss - The loss at the point itself.
 * @param noise - The absolute noise of the loss.
 * @param enough - A bound that suffices, and the rungs to take at least; without it the ladder goes on while it gains.
 */
export function* ladderSlope(
  line: Line,
  loss: number,
  noise: number,
  arithmetic: Arithmetic,
  enough?: Enough,
): Steps<Slope> {
  const ladder = new Ladder(noise, arithmetic, line.scale, enough);
  while (ladder.step > 0) {
    const above = yield line.at(ladder.step);
    const up = line.realised;
    const below = yield line.at(-ladder.step);
    ladder.add(loss, above, up, below, -line.realised);
  }
  return ladder.slope();
}
