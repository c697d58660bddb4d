import { fineNoise } from '../differences/fine-noise.ts';
import { CoordinateLine } from '../differences/line.ts';
import { staircase } from '../differences/staircase.ts';
import type { Steps } from '../stream.ts';
import type { Place } from './place.ts';

/** How far the noise may exceed what was measured first without anything being judged again. */
const LOUDER = 32;

/**
 * Listens for noise once more, in other ways, before a failure is believed: a loss may be coarser than it seemed, as one
 * that computes in float32 inside and sums in float64, or one that moves by steps.
 *
 * @param index - An entry that failed, along which to look for steps; none where losses are dear.
 * @returns The place with its true noise, by which to judge again; undefined where it is as quiet as was thought.
 */
export function* louder(place: Place, index?: number): Steps<Place | undefined> {
  const noise = 4 * (yield* fineNoise(place.at, place.layout, place.loss));
  if (noise > LOUDER * place.noise) return { ...place, noise };
  if (index === undefined) return undefined;
  const line = new CoordinateLine(place.at, place.layout);
  line.select(index);
  const height = yield* staircase(line, place.loss);
  return height > LOUDER * place.noise ? { ...place, noise: height } : undefined;
}
