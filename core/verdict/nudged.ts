import { scaleOf } from '../differences/line.ts';
import type { GradientRequest, Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import type { Place } from './place.ts';

/** Large against the steps that matter, small against the parameters. */
export const NUDGE_SIZE: number = 2 ** -8;

/**
 * The same problem at a point close by, with loss and gradient asked afresh; undefined where they are not finite.
 *
 * @param moves - By how much each parameter moves, as a share of its size in [-1, 1]. Default: at random.
 */
export function* nudged(place: Place, random: () => number, moves?: Float64Array): Steps<Place | undefined> {
  const { at, layout, noise, loss } = place;
  const near = stored(
    at.map((x, i) => x + NUDGE_SIZE * scaleOf(x) * (moves?.[i] ?? 2 * random() - 1)),
    layout,
  );
  const there = yield near;
  const request: GradientRequest = { at: near };
  yield request;
  const { gradient } = request;
  if (!(Number.isFinite(there) && gradient?.every(Number.isFinite))) return undefined;
  // Noise is relative to the size of the loss, as far as one can tell without measuring again.
  const grown = Math.min(1e3, Math.max(1, Math.abs(there) / Math.max(Math.abs(loss), Number.MIN_VALUE)));
  return {
    ...place,
    at: near,
    loss: there,
    gradient,
    noise: noise * grown,
    sweep: undefined,
    frozen: false,
  };
}

/** Rounds the entries of float32 blocks to what they can hold. */
export function stored(point: Float64Array, { blocks }: Layout): Float64Array {
  for (const { type, offset, size } of blocks) {
    if (type === 'float32') point.set(Float32Array.from(point.subarray(offset, offset + size)), offset);
  }
  return point;
}
