import { describe } from './describe.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { DirectionLine } from './differences/line.ts';
import { measureNoise } from './differences/noise.ts';
import { drive, driveAsync } from './drive.ts';
import { TreeError, UsageError } from './errors.ts';
import { Evaluator, type Failure } from './evaluator.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { Case, Problem } from './problem.ts';
import { uniformSource } from './random.ts';
import type { BlockVerdict, GradientCheck } from './results.ts';
import type { Steps } from './stream.ts';
import { flatten, type Layout } from './tree.ts';
import { classicalCheck } from './verdict/classical-check.ts';
import { fullCheck } from './verdict/full-check.ts';
import { checkSanity } from './verdict/sanity.ts';
import { spreadDirection } from './verdict/spread-direction.ts';
import { summarise, worse } from './verdict/summarise.ts';

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
  let tree: { flat: Float64Array; layout: Layout };
  try {
    tree = flatten(point.params);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    // The functions are looked at even so: a malformed problem is the first thing to mend.
    new Evaluator(problem, { blocks: [], size: 0, root: { kind: 'list', items: [] } }, undefined);
    return invalid({ reason: 'unsupported-params', message: error.message }, settings, { loss: 0, gradient: 0 });
  }
  const evaluator = new Evaluator(problem, tree.layout, point.data);
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
  const sanity = yield* checkSanity(at, evaluator);
  if (!sanity.sane) return invalid(sanity.failure, settings, spent());
  const { loss, gradient } = sanity;
  const noise = yield* measureNoise(new DirectionLine(at, spreadDirection(at), layout), loss, settings.arithmetic);
  const place = { at, layout, loss, gradient, noise };
  const findings =
    settings.criterion === 'error-bound'
      ? yield* fullCheck(place, settings, lazySource(settings.seed))
      : yield* classicalCheck(place, settings);
  const { blocks, resolution } = summarise(findings, layout);
  const blame = blocks.filter(({ verdict }) => verdict === 'disagrees').map(({ block }) => block);
  return {
    verdict: blocks.map(({ verdict }) => verdict).reduce<BlockVerdict>(worse, 'agrees'),
    blocks,
    blame,
    diagnoses: diagnose(findings, layout, blame),
    evaluations: spent(),
    resolution,
    noise,
    seed: settings.seed,
  };
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
