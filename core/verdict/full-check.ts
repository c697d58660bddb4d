import { ladderSlope } from '../differences/ladder-slope.ts';
import { CoordinateLine, scaleOf } from '../differences/line.ts';
import type { Slope } from '../differences/slope.ts';
import { sweptSlope } from '../differences/swept-slope.ts';
import type { BlockVerdict } from '../results.ts';
import { type EntryLosses, frozen, type Steps, together } from '../stream.ts';
import type { EntryFinding, Findings } from './findings.ts';
import { type Judgement, judgeEntry, type Standard } from './judge-entry.ts';
import type { Judging } from './judging.ts';
import { louder } from './louder.ts';
import type { Place } from './place.ts';
import { roundingOf } from './rounding-of.ts';
import { SecondOpinion } from './second-opinion.ts';
import { tiesBroken } from './ties-broken.ts';

/** Judges every entry of the claimed gradient by its own ladder of differences. */
export function* fullCheck(place: Place, settings: Judging, random: () => number): Steps<Findings> {
  const indices = place.at.map((_, i) => i);
  const entries = yield* judgeEntries(place, settings, random, indices);
  const wrong = yield* tiesBroken(place, entries, random);
  const failed = entries.filter(({ index, verdict }) => verdict === 'disagrees' || wrong.has(index));
  if (failed.length > 0) {
    const heard = yield* louder(place, furthestOff(failed));
    if (heard !== undefined) return yield* fullCheck(heard, settings, random);
  }
  return {
    noise: place.noise,
    analytic: place.gradient,
    entries: entries.map((entry) => (wrong.has(entry.index) ? { ...entry, verdict: 'disagrees' } : entry)),
  };
}

function furthestOff(failed: readonly EntryFinding[]): EntryFinding {
  const off = ({ analytic, numeric }: EntryFinding): number => Math.abs(analytic - numeric);
  return failed.reduce((most, one) => (off(one) > off(most) ? one : most));
}

/**
 * Judges the given entries one by one.
 *
 * @param scale - The largest entry of the gradient, where it is known; else the largest slope found.
 */
export function* judgeEntries(
  place: Place,
  settings: Judging,
  random: () => number,
  indices: ArrayLike<number>,
  scale = 0,
): Steps<EntryFinding[]> {
  const { at, loss, gradient } = place;
  const slopes =
    place.sweep === undefined
      ? yield* together(entrySlopes(place, indices), place.batchWidth)
      : sweptSlopes(place, place.sweep, indices);
  const largest = slopes.reduce(
    (most, { kind, value }) => (kind === 'none' ? most : Math.max(most, Math.abs(value))),
    scale,
  );
  const opinion = new SecondOpinion(
    place,
    random,
    slopes.some(({ kind }) => kind === 'kink'),
  );
  const units = roundingOf(place);
  const findings: EntryFinding[] = [];
  for (let n = 0; n < slopes.length; n++) {
    const index = indices[n]!;
    const slope = slopes[n]!;
    const analytic = gradient[index]!;
    const widest = place.arithmetic.firstStep * scaleOf(at[index]!);
    const { resolution, rtol, atol } = settings;
    const standard = { resolution, scale: largest, loss, widest, rtol, atol, unit: units[index]!, noise: place.noise };
    const judgement = judgeEntry(analytic, slope, standard);
    const { verdict, by } =
      judgement === 'agrees'
        ? ({ verdict: 'agrees', by: slope } as const)
        : yield* lookCloser(place, settings, index, slope, standard, judgement, opinion);
    findings.push({
      index,
      analytic,
      numeric: by.value,
      bound: by.bound,
      left: slope.kind === 'kink' ? slope.left : by.value,
      right: slope.kind === 'kink' ? slope.right : by.value,
      verdict,
    });
  }
  return findings;
}

function* entrySlopes(place: Place, indices: ArrayLike<number>): Generator<Steps<Slope>> {
  const { at, layout, loss, noise, arithmetic, batchWidth } = place;
  let line = new CoordinateLine(at, layout);
  for (let n = 0; n < indices.length; n++) {
    // Side by side, every ladder needs scratch space of its own.
    if (batchWidth > 1) line = new CoordinateLine(at, layout);
    line.select(indices[n]!);
    yield ladderSlope(line, loss, noise, arithmetic);
  }
}

function sweptSlopes(
  { at, layout, loss, noise, arithmetic }: Place,
  sweep: EntryLosses,
  indices: ArrayLike<number>,
): Slope[] {
  const line = new CoordinateLine(at, layout);
  return Array.from(indices, (index) => {
    line.select(index);
    return sweptSlope(line, sweep(index), loss, noise, arithmetic);
  });
}

function* lookCloser(
  place: Place,
  settings: Judging,
  index: number,
  slope: Slope,
  standard: Standard,
  judgement: Exclude<Judgement, 'agrees'>,
  opinion: SecondOpinion,
): Steps<{ readonly verdict: BlockVerdict; readonly by: Slope }> {
  if (place.frozen && (slope.kind !== 'smooth' || judgement === 'unresolved')) {
    const line = new CoordinateLine(place.at, place.layout);
    line.select(index);
    const smooth = yield* frozen(ladderSlope(line, place.loss, place.noise, place.arithmetic));
    const sharper = judgeEntry(place.gradient[index]!, smooth, standard);
    if (sharper === 'agrees') return { verdict: slope.kind === 'kink' ? atKink(settings) : 'agrees', by: smooth };
    if (sharper === 'wrong') return { verdict: 'disagrees', by: smooth };
  }
  switch (judgement) {
    case 'kink':
      return { verdict: atKink(settings), by: slope };
    case 'unresolved':
      return { verdict: 'unresolved', by: slope };
    default: {
      const second = yield* opinion.on(index, judgement === 'outside' ? undefined : slope.value, standard);
      return { verdict: second === 'wrong' ? 'disagrees' : second, by: slope };
    }
  }
}

function atKink({ subgradients }: Judging): BlockVerdict {
  return subgradients === 'accept' ? 'kink' : 'disagrees';
}
