import { diagnose } from './diagnosis/diagnose.ts';
import { FLOAT32 } from './differences/arithmetic.ts';
import { invalid } from './invalid.ts';
import type { JvpEvaluator } from './jvp-evaluator.ts';
import type { Settings } from './options.ts';
import { randomCotangent } from './projected.ts';
import { lazySource } from './random.ts';
import type { BlockVerdict, Diagnosis, Evaluations, GradientCheck } from './results.ts';
import type { ProductRequest, PullbackRequest, Steps } from './stream.ts';
import type { Layout } from './tree.ts';
import type { Judging } from './verdict/judging.ts';
import { jvpCheck } from './verdict/jvp-check.ts';
import { stored } from './verdict/nudged.ts';
import { randomDirection } from './verdict/random-direction.ts';
import { summarise, worse } from './verdict/summarise.ts';

/** The whole check of a claimed Jacobian-vector product; its blocks are those of the output. */
export function* jvpSteps(
  at: Float64Array,
  layout: Layout,
  evaluator: JvpEvaluator,
  settings: Settings,
): Steps<GradientCheck> {
  const spent = (): Evaluations => ({ loss: evaluator.outputs, gradient: evaluator.products + evaluator.pullbacks });
  if (at.length === 0) {
    const message = 'params: holds no number, so there is no tangent';
    return invalid({ reason: 'unsupported-params', message }, settings, spent());
  }
  const random = lazySource(settings.seed);
  const checked = yield* jvpCheck(at, layout, evaluator, settings, random);
  if ('reason' in checked) return invalid(checked, settings, spent());
  const output = evaluator.outputLayout!;
  const { blocks, resolution } = summarise(checked.findings, output, settings);
  const blame = blocks.filter(({ verdict }) => verdict === 'disagrees').map(({ block }) => block);
  const adjoint = evaluator.hasVjp ? yield* notAdjoint(at, layout, output, checked.judging, random) : [];
  // Parameters are no blocks of the output, so nothing is compared with them.
  const circumstances = {
    at: new Float64Array(output.size),
    data: evaluator.data,
    hints: settings.hints,
    brief: settings.brief,
  };
  return {
    verdict: blocks
      .map(({ verdict }) => verdict)
      .reduce<BlockVerdict>(worse, adjoint.length > 0 ? 'disagrees' : 'agrees'),
    blocks,
    blame,
    diagnoses: [...diagnose(checked.findings, output, blame, circumstances), ...adjoint],
    notes: [],
    evaluations: spent(),
    resolution,
    noise: checked.findings.noise,
    seed: settings.seed,
  };
}

/** The dot-product test: <u, J v> from the forward product must be <J' u, v> from the backward one, without differences. */
function* notAdjoint(
  at: Float64Array,
  layout: Layout,
  output: Layout,
  { seed, arithmetic, rtol }: Judging,
  random: () => number,
): Steps<readonly Diagnosis[]> {
  const tangent = stored(randomDirection(at, random), layout);
  const product: ProductRequest = { productAt: at, tangent };
  yield product;
  const pullback: PullbackRequest = { pullbackAt: at, cotangent: randomCotangent(output.size, seed) };
  yield pullback;
  if (product.product === undefined || pullback.pullback === undefined) return [];
  const [forward, forwardSize] = dot(pullback.cotangent, product.product);
  const [backward, backwardSize] = dot(pullback.pullback, tangent);
  const single = [product.product, pullback.pullback].some((all) => all.every((value) => Math.fround(value) === value));
  const unit = Math.max(arithmetic.unit, single ? FLOAT32.unit : 0);
  const allowed = (1e5 * unit + rtol) * Math.max(forwardSize, backwardSize);
  if (Math.abs(forward - backward) <= allowed) return [];
  return [
    {
      kind: 'not-adjoint',
      block: '',
      message: `jvp and vjp are not adjoint: <u, jvp(v)> = ${forward.toPrecision(6)}, <vjp(u), v> = ${backward.toPrecision(6)}`,
      evidence: { forward, backward },
    },
  ];
}

/** A sum of products, and that of their sizes. */
function dot(a: Float64Array, b: Float64Array): readonly [number, number] {
  let sum = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const product = a[i]! * b[i]!;
    sum += product;
    size += Math.abs(product);
  }
  return [sum, size];
}
