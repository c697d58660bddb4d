import { type Arithmetic, FLOAT32 } from '../differences/arithmetic.ts';
import { detectOutputArithmetic } from '../differences/detect-arithmetic.ts';
import { DirectionLine, scaleOf } from '../differences/line.ts';
import { NoiseLine } from '../differences/noise-line.ts';
import type { Slope } from '../differences/slope.ts';
import { outputAt, vectorNoise, vectorSlopes } from '../differences/vector-slopes.ts';
import type { Failure } from '../evaluator.ts';
import type { JvpEvaluator } from '../jvp-evaluator.ts';
import type { Settings } from '../options.ts';
import type { ProductRequest, Steps } from '../stream.ts';
import { entryName, type Layout } from '../tree.ts';
import type { EntryFinding, Findings } from './findings.ts';
import { type Judgement, judgeEntry } from './judge-entry.ts';
import { type Judging, judgingIn } from './judging.ts';
import { NUDGE_SIZE, stored } from './nudged.ts';
import { randomDirection } from './random-direction.ts';

const TANGENTS = 3;
/** Between points along a line that is rounded to float32; far above the spacing of its numbers. */
const BENT_SPACING = 2 ** -13;
const NUDGES = 2;

/** One tangent at one point: the claimed product and the measured slopes of all outputs. */
interface Probe {
  readonly claim: Float64Array;
  readonly slopes: readonly Slope[];
  readonly judgements: readonly Judgement[];
}

/**
 * Judges a claimed Jacobian-vector product along three random tangents, output by output. An output that fails must fail
 * again with other steps, and at a nudged point where the outputs have kinks.
 */
export function* jvpCheck(
  at: Float64Array,
  layout: Layout,
  evaluator: JvpEvaluator,
  settings: Settings,
  random: () => number,
): Steps<{ readonly findings: Findings; readonly judging: Judging } | Failure> {
  const bad = at.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) {
    const message = `params: ${entryName(layout, bad)} is ${at[bad]}; a slope needs finite parameters`;
    return { reason: 'non-finite-params', message };
  }
  evaluator.watching = true;
  const first = yield* outputAt(at, 0);
  if (evaluator.failure) return evaluator.failure;
  const hole = first.findIndex((value) => !Number.isFinite(value));
  if (hole >= 0)
    return { reason: 'non-finite-loss', message: `output ${hole} is ${first[hole]}; it has no slope there` };
  if (first.length === 0)
    return { reason: 'unsupported-gradient', message: 'output: holds no number, so there is nothing to judge' };
  const again = yield* outputAt(at, first.length);
  const moved = again.findIndex((value, i) => value !== first[i]);
  if (moved >= 0) {
    const message = `output ${moved} was ${first[moved]} and is ${again[moved]} at the same point; switch off dropout or fix its seed`;
    return { reason: 'nondeterministic', message };
  }
  const known = judgingIn(settings.arithmetic ?? (yield* detectOutputArithmetic(at, layout, first)), settings);
  const rounded = layout.blocks.some(({ type }) => type === 'float32');
  // Points that are rounded to float32 let no more be asked than outputs that are.
  const judging = rounded ? { ...known, resolution: judgingIn(FLOAT32, settings).resolution } : known;
  const arithmetic = { ...judging.arithmetic, firstStep: judging.arithmetic.firstDirectionStep };
  const spacing = Math.sqrt(arithmetic.unit);
  const heard = yield* vectorNoise(new NoiseLine(at, layout, spacing), spacing, first, arithmetic);
  let noise = heard;
  const worst: EntryFinding[] = [];
  for (let n = 0; n < TANGENTS; n++) {
    const tangent = stored(randomDirection(at, random), layout);
    if (rounded) {
      // Every point is rounded to float32, so that the line is not quite straight: heard only along the line itself.
      const bent = yield* vectorNoise(new DirectionLine(at, tangent, layout), BENT_SPACING, first, arithmetic);
      noise = heard.map((value, i) => Math.max(value, bent[i]!));
    }
    const probe = yield* probeAt(at, layout, tangent, first, noise, evaluator, judging, arithmetic);
    if ('reason' in probe) return probe;
    evaluator.watching = false;
    const failing = probe.judgements.some(
      (judgement) => judgement === 'wrong' || judgement === 'doubtful' || judgement === 'outside',
    );
    const second = failing
      ? yield* secondLook(at, layout, tangent, first, noise, evaluator, judging, random)
      : undefined;
    for (const [index, judgement] of probe.judgements.entries()) {
      const finding = entryOf(index, probe, judgement, second, judging);
      const known = worst[index];
      if (known === undefined || rank(finding) > rank(known)) worst[index] = finding;
    }
  }
  const loudest = noise.reduce((most, value) => Math.max(most, value), 0);
  const analytic = Float64Array.from(worst, ({ analytic }) => analytic);
  return { findings: { noise: loudest, analytic, entries: worst }, judging };
}

function* probeAt(
  at: Float64Array,
  layout: Layout,
  tangent: Float64Array,
  output: Float64Array,
  noise: Float64Array,
  evaluator: JvpEvaluator,
  { resolution, rtol, atol }: Judging,
  arithmetic: Arithmetic,
): Steps<Probe | Failure> {
  const request: ProductRequest = { productAt: at, tangent };
  yield request;
  const { product: claim } = request;
  if (claim === undefined || evaluator.failure)
    return evaluator.failure ?? { reason: 'unsupported-gradient', message: 'jvp returned nothing' };
  const hole = claim.findIndex((value) => !Number.isFinite(value));
  if (hole >= 0)
    return { reason: 'non-finite-gradient', message: `jvp of output ${hole} is ${claim[hole]}, the output is finite` };
  const bend = bendOf(at, layout);
  const loudness = noise.map((value, i) => Math.max(value, bend * Math.abs(claim[i]!)));
  const slopes = yield* vectorSlopes(new DirectionLine(at, tangent, layout), output, loudness, arithmetic);
  const scale = slopes.reduce((most, { kind, value }) => (kind === 'none' ? most : Math.max(most, Math.abs(value))), 0);
  const judgements = slopes.map((slope, i) =>
    judgeEntry(claim[i]!, slope, {
      resolution,
      scale,
      loss: output[i]!,
      widest: arithmetic.firstStep,
      rtol,
      atol,
      unit: arithmetic.unit,
      noise: loudness[i]!,
    }),
  );
  return { claim, slopes, judgements };
}

/**
 * By how much the rounding of points to float32 may move an output whose slope along a unit tangent is 1: its gradient is
 * longer by the root of the number of parameters, as a rule.
 */
function bendOf(at: Float64Array, { blocks }: Layout): number {
  if (!blocks.some(({ type }) => type === 'float32')) return 0;
  const scale = at.reduce((most, x) => Math.max(most, scaleOf(x)), 1);
  return 2 ** -22 * scale * Math.sqrt(at.length);
}

/** Which outputs are wrong at a second look: other steps here, and at nudged points if there are kinks. */
function* secondLook(
  at: Float64Array,
  layout: Layout,
  tangent: Float64Array,
  output: Float64Array,
  noise: Float64Array,
  evaluator: JvpEvaluator,
  judging: Judging,
  random: () => number,
): Steps<ReadonlyMap<number, 'wrong' | 'kink' | 'unresolved'>> {
  const arithmetic = { ...judging.arithmetic, firstStep: 0.75 * judging.arithmetic.firstDirectionStep };
  const again = yield* probeAt(at, layout, tangent, output, noise, evaluator, judging, arithmetic);
  if ('reason' in again) return new Map();
  const kinked = again.slopes.some(({ kind }) => kind === 'kink');
  const wrongNearby = new Set<number>();
  for (let n = 0; n < NUDGES; n++) {
    const near = stored(
      at.map((x) => x + NUDGE_SIZE * scaleOf(x) * (2 * random() - 1)),
      layout,
    );
    const there = yield* outputAt(near, output.length);
    const probe = yield* probeAt(near, layout, tangent, there, noise, evaluator, judging, arithmetic);
    if ('reason' in probe) continue;
    for (const [i, judgement] of probe.judgements.entries())
      if (judgement === 'wrong' || judgement === 'doubtful') wrongNearby.add(i);
  }
  return new Map(
    again.judgements.map((judgement, i) => {
      if (judgement === 'agrees' || judgement === 'unresolved') return [i, 'unresolved'];
      return [i, wrongNearby.has(i) || !kinked ? 'wrong' : 'kink'];
    }),
  );
}

function entryOf(
  index: number,
  { claim, slopes }: Probe,
  judgement: Judgement,
  second: ReadonlyMap<number, 'wrong' | 'kink' | 'unresolved'> | undefined,
  { subgradients }: Judging,
): EntryFinding {
  const { value, bound, left, right } = slopes[index]!;
  const settled = judgement === 'agrees' || judgement === 'kink' || judgement === 'unresolved';
  const opinion = settled ? judgement : (second?.get(index) ?? 'unresolved');
  return {
    index,
    analytic: claim[index]!,
    numeric: value,
    bound,
    left,
    right,
    verdict: opinion === 'wrong' || (opinion === 'kink' && subgradients === 'reject') ? 'disagrees' : opinion,
  };
}

/** Disagreement before anything else, then the larger difference beside its bound. */
function rank({ verdict, analytic, numeric, bound }: EntryFinding): number {
  const order = { agrees: 0, kink: 1, unresolved: 2, disagrees: 3 }[verdict];
  return order + Math.min(0.999, Math.abs(analytic - numeric) / (1000 * bound + Number.MIN_VALUE));
}
