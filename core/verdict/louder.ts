import { fineNoise } from '../differences/fine-noise.ts';
import type { Steps } from '../stream.ts';
import type { Place } from './place.ts';

/** How far the noise may exceed what was measured first without anything being judged again. */
const LOUDER = 32;

/**
 * Listens for noise once more, in another way, before a failure is believed: a loss may be coarser than it seemed, as one
 * that computes in float32 inside and sums in float64.
 *
 * @returns The place with its true noise, by which to judge again; undefined where it is as quiet as was thought.
 */
export function* louder(place: Place): Steps<Place | undefined> {
  const noise = 4 * (yield* fineNoise(place.at, place.layout, place.loss));
  return noise > LOUDER * place.noise ? { ...place, noise } : undefined;
}
