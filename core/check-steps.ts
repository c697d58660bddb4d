import { diagnose } from './diagnosis/diagnose.ts';
import { detectArithmetic } from './differences/detect-arithmetic.ts';
import { measureNoise } from './differences/noise.ts';
import type { Evaluator } from './evaluator.ts';
import { firstNonFinite } from './first-non-finite.ts';
import { invalid } from './invalid.ts';
import type { Settings } from './options.ts';
import { lazySource } from './random.ts';
import type { BlockVerdict, Evaluations, GradientCheck } from './results.ts';
import type { Steps } from './stream.ts';
import type { Layout } from './tree.ts';
import { askUpstream } from './verdict/ask-upstream.ts';
import { classicalCheck } from './verdict/classical-check.ts';
import { fullCheck } from './verdict/full-check.ts';
import { type Judging, judgingIn } from './verdict/judging.ts';
import type { Place } from './verdict/place.ts';
import { askAgain, askElsewhere, askFirst } from './verdict/sanity.ts';
import { screenCheck } from './verdict/screen.ts';
import { summarise, worse } from './verdict/summarise.ts';
import { trustedSweep } from './verdict/trusted-sweep.ts';

/** Above this many parameters `auto` screens by random directions. */
const FULL_AT_MOST = 500;

/** The whole check of a scalar loss and its claimed gradient: sanity, noise, verdict, diagnosis. */
export function* checkSteps(
  at: Float64Array,
  layout: Layout,
  evaluator: Evaluator,
  settings: Settings,
): Steps<GradientCheck> {
  const spent = (): Evaluations => ({ loss: evaluator.losses, gradient: evaluator.gradients });
  if (at.length === 0) {
    return invalid(
      { reason: 'unsupported-params', message: 'params: holds no number, so there is no gradient' },
      settings,
      spent(),
    );
  }
  const hole = firstNonFinite(at);
  if (hole >= 0) {
    const message = `params: ${evaluator.entry(hole)} is ${at[hole]}; a slope needs finite parameters`;
    return invalid({ reason: 'non-finite-params', message }, settings, spent());
  }
  const first = yield* askFirst(at, evaluator);
  if (!first.sane) return invalid(first.failure, settings, spent());
  const screening = settings.criterion === 'error-bound' && isScreened(at, settings);
  const judging = judgingIn(settings.arithmetic ?? (yield* detectArithmetic(at, layout, first.loss)), settings);
  const place = yield* placeAt(at, layout, first, evaluator, judging, screening);
  if (!screening) {
    const failure = yield* askAgain(evaluator, place, true);
    if (failure) return invalid(failure, settings, spent());
  }
  const random = lazySource(settings.seed);
  const findings =
    settings.criterion !== 'error-bound'
      ? yield* classicalCheck(place, judging)
      : screening
        ? yield* screenCheck(place, judging, random)
        : yield* fullCheck(place, judging, random);
  if (evaluator.batchFailure) return invalid(evaluator.batchFailure, settings, spent());
  const { blocks, resolution } = summarise(findings, layout, settings);
  const verdict = blocks.map((block) => block.verdict).reduce<BlockVerdict>(worse, 'agrees');
  const failure = screening
    ? yield* askAgain(evaluator, place, false)
    : verdict === 'agrees' && settings.criterion === 'error-bound'
      ? yield* askElsewhere(evaluator, place, judging)
      : undefined;
  if (failure) return invalid(failure, settings, spent());
  const blame = blocks.filter(({ verdict }) => verdict === 'disagrees').map(({ block }) => block);
  const upstream = blame.length > 0 && !settings.brief ? yield* askUpstream(at, evaluator) : undefined;
  return {
    verdict,
    blocks,
    blame,
    diagnoses: diagnose(findings, layout, blame, {
      at,
      data: evaluator.data,
      hints: settings.hints,
      brief: settings.brief,
      upstream,
    }),
    notes: evaluator.notes,
    evaluations: spent(),
    resolution,
    noise: findings.noise,
    seed: settings.seed,
  };
}

/** Measures the noise at the point and gathers what the verdict needs to know. */
function* placeAt(
  at: Float64Array,
  layout: Layout,
  { loss, gradient }: { readonly loss: number; readonly gradient: Float64Array },
  evaluator: Evaluator,
  { arithmetic }: Judging,
  screening: boolean,
): Steps<Place> {
  const frozen = yield* canFreeze(at, loss, evaluator);
  // A screen is to stay within 24 losses; three more points are what ECNoise needs at least.
  const noise = yield* measureNoise(at, layout, loss, arithmetic, screening ? (frozen ? 3 : 4) : 7);
  const sweep = screening ? undefined : yield* trustedSweep(at, layout, arithmetic, evaluator);
  return { at, layout, loss, gradient, noise, arithmetic, batchWidth: evaluator.batchWidth, frozen, sweep };
}

function isScreened(at: Float64Array, { mode }: Settings): boolean {
  return mode === 'screen' || (mode === 'auto' && at.length > FULL_AT_MOST);
}

/** Whether the problem has a frozen loss that equals its loss at the point, bit for bit. */
function* canFreeze(at: Float64Array, loss: number, evaluator: Evaluator): Steps<boolean> {
  if (!evaluator.hasFrozen) return false;
  try {
    evaluator.freezeAt(at);
  } catch {
    return false;
  }
  return (yield { frozenAt: at }) === loss;
}
