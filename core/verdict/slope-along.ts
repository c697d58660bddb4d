import type { Enough } from '../differences/ladder.ts';
import { ladderSlope } from '../differences/ladder-slope.ts';
import { DirectionLine } from '../differences/line.ts';
import type { Slope } from '../differences/slope.ts';
import { frozen, type Steps } from '../stream.ts';
import type { Place } from './place.ts';

/**
 * The slope of the loss along a direction in all parameters, by the loss with frozen branches where there is one.
 *
 * @param enough - As in {@link ladderSlope}.
 */
export function* slopeAlong(place: Place, direction: Float64Array, enough?: Enough): Steps<Slope> {
  const line = new DirectionLine(place.at, direction, place.layout);
  const arithmetic = { ...place.arithmetic, firstStep: place.arithmetic.firstDirectionStep };
  let steps = ladderSlope(line, place.loss, place.noise, arithmetic, enough);
  if (place.frozen) steps = frozen(steps);
  return place.layout.blocks.some(({ type }) => type === 'float32')
    ? yield* tilted(steps, place, direction)
    : yield* steps;
}

/**
 * Float32 blocks round every point, so that the line is not quite straight. Taking the claimed slope of each realised
 * move off the loss, and putting that of the line back in the end, leaves no trace of this as far as the claim is right,
 * and next to none where it is wrong.
 */
function* tilted(steps: Steps<Slope>, { at, gradient }: Place, direction: Float64Array): Steps<Slope> {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    const loss = yield request;
    const point = request instanceof Float64Array ? request : 'frozenAt' in request ? request.frozenAt : at;
    let claimed = 0;
    for (let i = 0; i < at.length; i++) claimed += gradient[i]! * (point[i]! - at[i]!);
    step = steps.next(loss - claimed);
  }
  const slope = step.value;
  const claim = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  return { ...slope, value: slope.value + claim, left: slope.left + claim, right: slope.right + claim };
}
