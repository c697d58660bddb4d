import type { Steps } from '../stream.ts';
import type { EntryFinding } from './findings.ts';
import { nudged } from './nudged.ts';
import type { Place } from './place.ts';
import { roundingOf } from './rounding-of.ts';
import { slopeAlong } from './slope-along.ts';

const TRIES = 2;

/**
 * Entries at kinks that are wrong although each alone lies between its one-sided slopes. Where equal parameters move
 * together their ties hold, and the loss is often smooth: max(a, b) at a = b grows by 1 along (1, 1), and a gradient of
 * (1, 1) claims 2. Only what is still wrong after moving on along the ties counts, so that a mere coincidence of kinks,
 * which moving dissolves, does not.
 */
export function* tiesBroken(
  place: Place,
  entries: readonly EntryFinding[],
  random: () => number,
): Steps<ReadonlySet<number>> {
  const suspects = tiedKinks(place.at, entries);
  if (suspects.length === 0) return new Set();
  for (let n = 0; n < TRIES; n++) {
    const direction = alongTies(place.at, random);
    if (!(yield* isWrong(place, direction))) return new Set();
    const moved = yield* nudged(place, random, alongTies(place.at, random));
    if (moved === undefined || !(yield* isWrong(moved, direction))) return new Set();
  }
  return new Set(suspects);
}

/** The entries at a kink whose size occurs more than once among the entries at kinks. */
function tiedKinks(at: Float64Array, entries: readonly EntryFinding[]): number[] {
  const counts = new Map<number, number>();
  const kinks = entries.filter(({ verdict }) => verdict === 'kink').map(({ index }) => index);
  for (const index of kinks) counts.set(Math.abs(at[index]!), (counts.get(Math.abs(at[index]!)) ?? 0) + 1);
  return kinks.filter((index) => counts.get(Math.abs(at[index]!))! > 1);
}

/** A random move that is the same for equal parameters, and opposite for opposite ones. */
function alongTies(at: Float64Array, random: () => number): Float64Array {
  const moves = new Map<number, number>();
  return at.map((x) => {
    const size = Math.abs(x);
    const known = moves.get(size) ?? (random() < 0.5 ? -1 : 1) * (0.5 + 0.5 * random());
    moves.set(size, known);
    return x < 0 ? -known : known;
  });
}

function* isWrong(place: Place, direction: Float64Array): Steps<boolean> {
  const { gradient } = place;
  const slope = yield* slopeAlong({ ...place, frozen: false }, direction);
  const claim = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  const units = roundingOf(place);
  const rounding = gradient.reduce((sum, value, i) => sum + 8 * units[i]! * Math.abs(value * direction[i]!), 0);
  return slope.kind === 'smooth' && Math.abs(claim - slope.value) > 10 * slope.bound + rounding;
}
