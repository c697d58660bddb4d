import { scaleOf } from '../differences/line.ts';

/**
 * A fixed direction that moves every parameter by a different share of its size, for measurements in which no seed
 * should take part: the fractional parts of multiples of the golden ratio, signs alternating by them.
 */
export function spreadDirection(at: Float64Array): Float64Array {
  const direction = new Float64Array(at.length);
  let position = 0;
  for (let i = 0; i < at.length; i++) {
    position = (position + 0.6180339887498949) % 1;
    direction[i] = (position < 0.5 ? -0.5 - position : position) * scaleOf(at[i]!);
  }
  return direction;
}
