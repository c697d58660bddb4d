import type { Arithmetic } from './arithmetic.ts';
import { Ladder } from './ladder.ts';
import type { CoordinateLine } from './line.ts';
import type { Slope } from './slope.ts';

/**
 * As {@link ladderSlope}, along one coordinate of a loss that has a short way there.
 *
 * @param losses - The loss where the coordinate has the value given.
 */
export function sweptSlope(
  line: CoordinateLine,
  losses: (value: number) => number,
  loss: number,
  noise: number,
  arithmetic: Arithmetic,
): Slope {
  const ladder = new Ladder(noise, arithmetic, line.scale);
  while (ladder.step > 0) {
    const above = losses(line.valueAt(ladder.step));
    const up = line.realised;
    const below = losses(line.valueAt(-ladder.step));
    ladder.add(loss, above, up, below, -line.realised);
  }
  return ladder.slope();
}
