import fc from 'fast-check';
import { alignments } from './alignments.ts';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, matrix, size, vector } from './draw.ts';
import { dot, logSumExp, softmax, zerosLike } from './maths.ts';
import {
  type Examples,
  mapNetwork,
  NETWORK_EXAMPLE,
  type Network,
  networkCases,
  networkGradient,
  networkLoss,
} from './two-layer-network.ts';

export const dl4jBiasUpdateSkippedMinibatch1: Bug<Network, Examples> = {
  id: 'dl4j-bias-update-skipped-minibatch-1',
  title: 'the bias gradient is skipped where the minibatch has a single row',
  source: 'deeplearning4j/deeplearning4j#364',
  category: 'missing-term',
  where: 'batches of one example',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) => {
    const skipped = (block: string): boolean => data.X.length === 1 && block.startsWith('b');
    return mapNetwork(networkGradient(net, data), (value, block) => (skipped(block) ? 0 : value));
  },
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

export const primenMissingActivationDerivative: Bug<Network, Examples> = {
  id: 'primen-missing-activation-derivative',
  title: "the hidden delta lacks the factor activation'(z)",
  source: 'blog.primen.dk, "numerical gradient checking": the bug of the author',
  category: 'missing-term',
  where: 'everywhere but at z = 0',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) => networkGradient(net, data, { prime: () => 1 }),
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

interface Cotangent {
  readonly cotangent: Float64Array;
}

export const libnd4jSoftmaxDiagonalOnly: Bug<Float64Array, Cotangent> = {
  id: 'libnd4j-softmax-diagonal-only',
  title: 'the backward pass of softmax uses s * (1 - s) element by element and drops the rest of the Jacobian',
  source: 'deeplearning4j/libnd4j#440; SebLague/Neural-Network-Experiments#5; emer/axon#12; RubixML/ML#438; Apiquet#1',
  category: 'missing-term',
  where: 'an upstream gradient that is not zero beside a single entry',
  loss: (logits, { cotangent }) => dot(cotangent, softmax(logits)),
  right: (logits, { cotangent }) => {
    const s = softmax(logits);
    return s.map((share, i) => share * (cotangent[i]! - dot(cotangent, s)));
  },
  wrong:
    () =>
    (logits, { cotangent }) =>
      softmax(logits).map((share, i) => cotangent[i]! * share * (1 - share)),
  example: { params: Float64Array.of(0.5, -1.2, 2), data: { cotangent: Float64Array.of(1, -0.5, 2) } },
  cases: () =>
    size(1, 5).chain((classes) =>
      fields({
        params: vector(classes, input(30, -800, 800)),
        data: fields({ cotangent: vector(classes, factor()) }),
      }),
    ),
};

interface Transcript {
  readonly target: readonly number[];
}

/** What each alignment of the target scores, and the alignments. */
function scored(
  logProbs: readonly (readonly number[])[],
  target: readonly number[],
): { paths: number[][]; scores: number[] } {
  const paths = alignments(target, logProbs.length);
  return { paths, scores: paths.map((path) => path.reduce((total, symbol, t) => total + logProbs[t]![symbol]!, 0)) };
}

/** Minus the posterior of every symbol in every frame. */
function minusPosterior(logProbs: readonly (readonly number[])[], target: readonly number[]): number[][] {
  const { paths, scores } = scored(logProbs, target);
  const shares = softmax(scores);
  const gradient = zerosLike(logProbs);
  for (const [n, path] of paths.entries()) {
    for (const [t, symbol] of path.entries()) gradient[t]![symbol]! -= shares[n]!;
  }
  return gradient;
}

export const pytorchCtcAssumesNormalisedInput: Bug<number[][], Transcript> = {
  id: 'pytorch-ctc-assumes-normalised-input',
  title: 'CTC takes log-probabilities but returns exp(logProbs) - posterior, the gradient by logits',
  source: 'pytorch/pytorch#52241, #67462; Oneflow#8933',
  category: 'missing-term',
  where: 'everywhere; it cancels only where a log-softmax comes before',
  loss: (logProbs, { target }) => -logSumExp(scored(logProbs, target).scores),
  right: (logProbs, { target }) => minusPosterior(logProbs, target),
  wrong:
    () =>
    (logProbs, { target }) =>
      minusPosterior(logProbs, target).map((frame, t) => frame.map((value, a) => value + Math.exp(logProbs[t]![a]!))),
  example: {
    params: [
      [-0.5, -1.2, -2],
      [-1.1, -0.6, -1.8],
      [-0.7, -1.4, -1.3],
    ],
    data: { target: [1] },
  },
  cases: () =>
    fc.tuple(size(2, 4), fc.constantFrom([1], [2], [1, 2], [2, 1])).chain(([frames, target]) =>
      fields({
        params: matrix(frames, 3, fc.oneof(decimal(-3, -0.2), fc.constantFrom(-1, -30))),
        data: fc.constant({ target }),
      }),
    ),
};
