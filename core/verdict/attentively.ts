import { fineNoise } from '../differences/fine-noise.ts';
import type { Steps } from '../stream.ts';
import type { Findings } from './findings.ts';
import type { Place } from './place.ts';

/** How far the noise may exceed what was measured first without anything being judged again. */
const LOUDER = 2;

/**
 * Judges a gradient, and where it fails listens for noise once more, in another way: a loss that is coarser than it
 * seemed (float32 inside a float64 sum) is judged again by its true noise.
 *
 * @param judge - The judgement of a place, by the noise that it states.
 */
export function* attentively(
  place: Place,
  judge: (place: Place) => Steps<Findings>,
): Steps<{ readonly noise: number; readonly findings: Findings }> {
  const findings = yield* judge(place);
  if (findings.screen?.verdict !== 'disagrees' && !findings.entries.some(({ verdict }) => verdict === 'disagrees')) {
    return { noise: place.noise, findings };
  }
  const noise = 4 * (yield* fineNoise(place.at, place.layout, place.loss));
  if (noise <= LOUDER * place.noise) return { noise: place.noise, findings };
  return { noise, findings: yield* judge({ ...place, noise }) };
}
