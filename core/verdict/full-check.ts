import { ladderSlope, type Slope } from '../differences/ladder.ts';
import { CoordinateLine, scaleOf } from '../differences/line.ts';
import type { Settings } from '../options.ts';
import type { BlockVerdict } from '../results.ts';
import type { Steps } from '../stream.ts';
import type { Findings } from './findings.ts';
import { judgeEntry } from './judge-entry.ts';
import { type Place, SecondOpinion } from './second-opinion.ts';

/** Judges every entry of the claimed gradient by its own ladder of differences. */
export function* fullCheck(place: Place, settings: Settings, random: () => number): Steps<Findings> {
  const { at, layout, loss, gradient, noise } = place;
  const { arithmetic } = settings;
  const line = new CoordinateLine(at, layout);
  const slopes: Slope[] = [];
  for (let i = 0; i < at.length; i++) {
    line.select(i);
    slopes.push(yield* ladderSlope(line, loss, noise, arithmetic));
  }
  const scale = slopes.reduce((most, { kind, value }) => (kind === 'none' ? most : Math.max(most, Math.abs(value))), 0);
  const opinion = new SecondOpinion(
    place,
    arithmetic,
    random,
    slopes.some(({ kind }) => kind === 'kink'),
  );
  const verdicts: BlockVerdict[] = [];
  for (const [i, slope] of slopes.entries()) {
    const claim = gradient[i]!;
    const allowed = settings.atol + settings.rtol * Math.abs(slope.value);
    const widest = arithmetic.firstStep * scaleOf(at[i]!);
    const standard = { resolution: settings.resolution, scale, loss, widest };
    const judgement = judgeEntry(claim, allowed > 0 ? { ...slope, bound: slope.bound + allowed } : slope, standard);
    switch (judgement) {
      case 'wrong':
      case 'doubtful':
      case 'outside': {
        const second = yield* opinion.on(i, judgement === 'outside' ? undefined : slope.value);
        verdicts.push(second === 'wrong' ? 'disagrees' : second);
        break;
      }
      case 'kink':
        verdicts.push(settings.subgradients === 'accept' ? 'kink' : 'disagrees');
        break;
      default:
        verdicts.push(judgement);
    }
  }
  return {
    analytic: gradient,
    numeric: Float64Array.from(slopes, ({ value }) => value),
    bound: Float64Array.from(slopes, ({ bound }) => bound),
    left: Float64Array.from(slopes, ({ left }) => left),
    right: Float64Array.from(slopes, ({ right }) => right),
    verdicts,
  };
}
