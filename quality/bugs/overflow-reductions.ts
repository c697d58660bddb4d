import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, list, size, vector } from './draw.ts';
import { dot, logSumExp, softmax, sum } from './maths.ts';

interface Cotangent {
  readonly cotangent: Float64Array;
}

export const dynetLogsoftmaxExpOverExp: Bug<Float64Array, Cotangent> = {
  id: 'dynet-logsoftmax-exp-over-exp',
  title: 'the backward pass of log-softmax weighs by exp(t) * d / exp(t): 0 / 0 for very unlikely classes',
  source: 'clab/dynet#218',
  category: 'overflow-nan',
  where: 'a logit more than 745 below the largest',
  loss: (logits, { cotangent }) => {
    const all = logSumExp(logits);
    return dot(
      cotangent,
      logits.map((z) => z - all),
    );
  },
  right: (logits, { cotangent }) => softmax(logits).map((share, i) => cotangent[i]! - share * sum(cotangent)),
  wrong:
    () =>
    (logits, { cotangent }) => {
      const all = logSumExp(logits);
      const likelihood = logits.map((z) => Math.exp(z - all));
      const total = sum(likelihood.map((y, j) => (y * cotangent[j]!) / y));
      return softmax(logits).map((share, i) => cotangent[i]! - share * total);
    },
  example: { params: Float64Array.of(0.5, -1.2, 2), data: { cotangent: Float64Array.of(1, -0.5, 2) } },
  cases: () =>
    size(1, 4).chain((classes) =>
      fields({
        params: vector(classes, input(-30, -800, 800)),
        data: fields({ cotangent: vector(classes, factor()) }),
      }),
    ),
};

interface Tokens {
  readonly oldLogProbs: readonly number[];
  readonly mask: readonly number[];
  readonly advantage: number;
  readonly clip: number;
}

export const grpoClippedRatioPaddingNan: Bug<number[], Tokens> = {
  id: 'grpo-clipped-ratio-padding-nan',
  title:
    'the ratio exp(logp - old) overflows on padding: clip, min and mask keep the loss finite, not 0 * inf in the gradient',
  source: 'MakazhanAlpamys/Soup#342, #1084, an analysis of the GRPOTrainer of TRL',
  category: 'overflow-nan',
  where: 'masked tokens with logp - old > 709 (88 in float32)',
  loss: (logProbs, { oldLogProbs, mask, advantage, clip }) => {
    const token = (t: number): number => {
      const ratio = Math.exp(logProbs[t]! - oldLogProbs[t]!);
      const clipped = Math.min(1 + clip, Math.max(1 - clip, ratio));
      return -mask[t]! * Math.min(ratio * advantage, clipped * advantage);
    };
    return sum(logProbs.map((_, t) => token(t))) / sum(mask);
  },
  right: (logProbs, { oldLogProbs, mask, advantage, clip }) =>
    logProbs.map((logProb, t) => {
      if (mask[t] === 0) return 0;
      const ratio = Math.exp(logProb - oldLogProbs[t]!);
      const cut = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
      return cut ? 0 : (-advantage * ratio) / sum(mask);
    }),
  wrong:
    () =>
    (logProbs, { oldLogProbs, mask, advantage, clip }) =>
      logProbs.map((logProb, t) => {
        const ratio = Math.exp(logProb - oldLogProbs[t]!);
        const clipped = Math.min(1 + clip, Math.max(1 - clip, ratio));
        const upstream = -mask[t]! / sum(mask);
        const takesRatio = ratio * advantage <= clipped * advantage;
        const inside = ratio > 1 - clip && ratio < 1 + clip ? 1 : 0;
        return (
          (takesRatio ? upstream : 0) * advantage * ratio + (takesRatio ? 0 : upstream) * advantage * inside * ratio
        );
      }),
  example: {
    params: [-0.5, -1.2, -0.8],
    data: { oldLogProbs: [-0.6, -1, -0.8], mask: [1, 1, 1], advantage: 1, clip: 0.2 },
  },
  // With an advantage below 0 an overflowing ratio would be chosen, and the loss itself not be finite.
  cases: () =>
    fc.tuple(size(1, 3), size(0, 2), fc.constantFrom(1, -1, 0.5)).chain(([tokens, padding, advantage]) =>
      fields({
        params: list(tokens + padding, decimal(-2, -0.5)),
        data: fields({
          oldLogProbs: fc
            .tuple(list(tokens, decimal(-2, -0.5)), list(padding, fc.constantFrom(-1, advantage > 0 ? -900 : -2)))
            .map(([old, padded]) => [...old, ...padded]),
          mask: fc.constant([...new Array<number>(tokens).fill(1), ...new Array<number>(padding).fill(0)]),
          advantage: fc.constant(advantage),
          clip: fc.constant(0.2),
        }),
      }),
    ),
};

export const jaxNormSquaredAtZero: Bug<Float64Array, undefined> = {
  id: 'jax-norm-squared-at-zero',
  title: 'exp(-norm(x)^2): the chain rule through the square root is 0 / 0 at the zero vector',
  source: 'HIPS/autograd#183, #586; google/jax#4177, #21723',
  category: 'overflow-nan',
  where: 'the zero vector, where the composition is smooth',
  loss: (x) => Math.exp(-dot(x, x)),
  right: (x) => x.map((value) => -2 * value * Math.exp(-dot(x, x))),
  wrong: () => (x) => {
    const norm = Math.sqrt(dot(x, x));
    return x.map((value) => -2 * norm * Math.exp(-norm * norm) * (value / norm));
  },
  example: { params: Float64Array.of(0.5, -1.2, 0.8), data: undefined },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({
        params: fc.oneof(
          { weight: 3, arbitrary: vector(length) },
          { weight: 1, arbitrary: fc.constant(new Float64Array(length)) },
        ),
        data: fc.constant(undefined),
      }),
    ),
};

const product = (x: Float64Array): number => x.reduce((total, value) => total * value, 1);

export const prodGradDividesByX: Bug<Float64Array, undefined> = {
  id: 'prod-grad-divides-by-x',
  title: 'the backward pass of prod is prod / x[i]: NaN, or no gradient at all, where an element is 0',
  source: 'pytorch/pytorch#773; tinygrad#17404; tracel-ai/burn#5533; tenstorrent/tt-metal#54551',
  category: 'overflow-nan',
  where: 'an element exactly 0',
  loss: product,
  right: (x) => x.map((_, i) => product(x.map((value, j) => (j === i ? 1 : value)))),
  wrong: () => (x) => x.map((value) => product(x) / value),
  example: { params: Float64Array.of(1.5, -0.5, 2, 0.8), data: undefined },
  cases: () => size(1, 5).chain((length) => fields({ params: vector(length), data: fc.constant(undefined) })),
};
