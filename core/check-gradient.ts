import { describe } from './describe.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { detectArithmetic } from './differences/detect-arithmetic.ts';
import { measureNoise } from './differences/noise.ts';
import { drive, driveAsync } from './drive.ts';
import { TreeError, UsageError } from './errors.ts';
import { Evaluator, type Failure } from './evaluator.ts';
import { functionsOf } from './functions-of.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { Case, Problem } from './problem.ts';
import { uniformSource } from './random.ts';
import type { BlockVerdict, GradientCheck } from './results.ts';
import type { Steps } from './stream.ts';
import { flatten, type Layout } from './tree.ts';
import { classicalCheck } from './verdict/classical-check.ts';
import { fullCheck } from './verdict/full-check.ts';
import { type Judging, judgingIn } from './verdict/judging.ts';
import type { Place } from './verdict/place.ts';
import { askAgain, askElsewhere, askFirst } from './verdict/sanity.ts';
import { screenCheck } from './verdict/screen.ts';
import { summarise, worse } from './verdict/summarise.ts';

/** Above this many parameters `auto` screens by random directions. */
const FULL_AT_MOST = 500;

/**
 * Compares a claimed gradient with central differences of its loss at one point.
 *
 * Every entry is judged against a numerical slope that carries an error bound (Ridders' extrapolation, noise by ECNoise),
 * so that the verdict is `disagrees` only beyond what the differences can be wrong by, and `agrees` only where they are
 * fine enough to tell. Never throws for what the loss or the gradient does: that is a verdict too.
 *
 * @param problem - `{ loss, gradient }` or `{ valueAndGradient }`.
 * @param point - `{ params, data }`: numbers, arrays, typed arrays, `{ shape, data }` tensors, or objects of these.
 * @param options - See {@link CheckOptions}.
 * @throws {@link UsageError} for a problem or an option of the wrong form.
 * @example
 * const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * checkGradient(problem, { params: 3 }).verdict; // 'agrees'
 */
export function checkGradient<P, D>(problem: Problem<P, D>, point: Case<P, D>, options?: CheckOptions): GradientCheck {
  const prepared = prepare(problem, point, options);
  return 'verdict' in prepared ? prepared : drive(prepared.steps, prepared.evaluator);
}

/** {@link checkGradient} for a loss or gradient that returns promises. */
export async function checkGradientAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  const prepared = prepare(problem as Problem<P, D>, point, options);
  return 'verdict' in prepared ? prepared : driveAsync(prepared.steps, prepared.evaluator);
}

/** A {@link Problem} whose functions may return promises. */
export type AsyncProblem<P, D> =
  | {
      readonly name?: string;
      readonly loss: (params: P, data: D) => number | PromiseLike<number>;
      readonly gradient: (params: P, data: D) => unknown;
    }
  | {
      readonly name?: string;
      readonly valueAndGradient: (
        params: P,
        data: D,
      ) => { value: number; gradient: unknown } | PromiseLike<{ value: number; gradient: unknown }>;
    };

function prepare<P, D>(
  problem: Problem<P, D>,
  point: Case<P, D>,
  options: CheckOptions | undefined,
): GradientCheck | { readonly steps: Steps<GradientCheck>; readonly evaluator: Evaluator } {
  const settings = readOptions(options);
  if (typeof point !== 'object' || point === null || !('params' in point)) {
    throw new UsageError(`case: expected { params, data }, came ${describe(point)}`);
  }
  const functions = functionsOf(problem, settings.seed);
  let tree: { flat: Float64Array; layout: Layout };
  try {
    tree = flatten(point.params);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return invalid({ reason: 'unsupported-params', message: error.message }, settings, { loss: 0, gradient: 0 });
  }
  const evaluator = new Evaluator(functions, tree.layout, point.data);
  return { steps: checkSteps(tree.flat, tree.layout, evaluator, settings), evaluator };
}

function* checkSteps(at: Float64Array, layout: Layout, evaluator: Evaluator, settings: Settings): Steps<GradientCheck> {
  const spent = (): { loss: number; gradient: number } => ({ loss: evaluator.losses, gradient: evaluator.gradients });
  if (at.length === 0) {
    return invalid(
      { reason: 'unsupported-params', message: 'params: holds no number, so there is no gradient' },
      settings,
      spent(),
    );
  }
  const hole = at.findIndex((x) => !Number.isFinite(x));
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
  const { blocks, resolution } = summarise(findings, layout, settings);
  const verdict = blocks.map((block) => block.verdict).reduce<BlockVerdict>(worse, 'agrees');
  const failure = screening
    ? yield* askAgain(evaluator, place, false)
    : verdict === 'agrees' && settings.criterion === 'error-bound'
      ? yield* askElsewhere(evaluator, place, judging)
      : undefined;
  if (failure) return invalid(failure, settings, spent());
  const blame = blocks.filter(({ verdict }) => verdict === 'disagrees').map(({ block }) => block);
  return {
    verdict,
    blocks,
    blame,
    diagnoses: diagnose(findings, layout, blame),
    evaluations: spent(),
    resolution,
    noise: place.noise,
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
  return { at, layout, loss, gradient, noise, arithmetic, batchWidth: evaluator.batchWidth, frozen };
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

function invalid(failure: Failure, { seed }: Settings, evaluations: { loss: number; gradient: number }): GradientCheck {
  return {
    verdict: 'invalid',
    ...failure,
    blocks: [],
    blame: [],
    diagnoses: [],
    evaluations,
    resolution: Number.POSITIVE_INFINITY,
    noise: Number.NaN,
    seed,
  };
}

/** Seeding costs more than a small check; most checks draw nothing. */
function lazySource(seed: number): () => number {
  let source: (() => number) | undefined;
  return () => {
    source ??= uniformSource(seed);
    return source();
  };
}
