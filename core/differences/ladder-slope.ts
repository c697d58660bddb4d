import type { Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import { Ladder } from './ladder.ts';
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
  enough?: { readonly bound: number; readonly rungs: number },
): Steps<Slope> {
  const ladder = new Ladder(noise, arithmetic);
  let step = arithmetic.firstStep * line.scale;
  for (let rung = 0; rung < arithmetic.rungs; rung++, step /= arithmetic.ratio) {
    const above = yield line.at(step);
    const up = line.realised;
    const below = yield line.at(-step);
    const down = -line.realised;
    // Steps below the spacing of the numbers tell nothing, and what the wider ones told stands.
    if (!(up > 0 && down > 0)) break;
    ladder.add(loss, above, up, below, down);
    if ((enough !== undefined && ladder.suffices(enough)) || ladder.settled(step / arithmetic.ratio)) break;
  }
  return ladder.slope();
}
