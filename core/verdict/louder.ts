import { fineNoise } from '../differences/fine-noise.ts';
import { CoordinateLine } from '../differences/line.ts';
import { staircase } from '../differences/staircase.ts';
import type { Steps } from '../stream.ts';
import { blockAt } from '../tree.ts';
import type { EntryFinding } from './findings.ts';
import type { Place } from './place.ts';

/** How far the noise may exceed what was measured first without anything being judged again. */
const LOUDER = 32;

/**
 * Listens for noise once more, in other ways, before a failure is believed: a loss may be coarser than it seemed, as one
 * that computes in float32 inside and sums in float64, or one that moves by steps.
 *
 * @param failed - An entry that failed, along which to look for steps; none where losses are dear.
 * @returns The place with its true noise, by which to judge again; undefined where it is as quiet as was thought.
 */
export function* louder(place: Place, failed?: EntryFinding): Steps<Place | undefined> {
  const noise = 4 * (yield* fineNoise(place.at, place.layout, place.loss));
  if (noise > LOUDER * place.noise) return { ...place, noise };
  if (failed === undefined) return undefined;
  const { index, analytic, numeric } = failed;
  // A right gradient is not 0 where the loss slopes between its steps as well; one that was never written is.
  if (analytic === 0) return undefined;
  // These move by steps themselves.
  if (blockAt(place.layout, index).type === 'float32') return undefined;
  const line = new CoordinateLine(place.at, place.layout);
  line.select(index);
  // Between steps the loss stands still; a right gradient is what it does over many of them.
  const isLikely = (slope: number): boolean =>
    numeric === 0 || Math.abs(analytic - slope) < Math.abs(analytic - numeric) / 2;
  const least = LOUDER * place.noise;
  const height = yield* staircase(line, place.loss, least, isLikely);
  return height > least ? { ...place, noise: height } : undefined;
}
