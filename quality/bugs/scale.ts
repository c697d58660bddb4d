import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { fields, input, size, vector } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';
import { logSumExp, softmax } from './maths.ts';
import {
  type Examples,
  mapNetwork,
  NETWORK_EXAMPLE,
  type Network,
  networkCases,
  networkGradient,
  networkLoss,
} from './two-layer-network.ts';

export const deeplearningaiDz1Extra1OverM: Bug<Network, Examples> = {
  id: 'deeplearningai-dZ1-extra-1-over-m',
  title: 'dZ1 is divided by m already, then dW1 and db1 divide by m again',
  source: 'community.deeplearning.ai, topic 63071',
  category: 'scale',
  where: 'more than one example',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) =>
    mapNetwork(networkGradient(net, data), (value, block) => (block.endsWith('1') ? value / data.X.length : value)),
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

export const deeplearningaiGradcheckLabDb1: Bug<Network, Examples> = {
  id: 'deeplearningai-gradcheck-lab-db1-4-over-m',
  title: 'the planted bug of the Gradient Checking lab: db1 = 4 / m * sum(dZ1)',
  source: 'the Gradient Checking lab of deeplearning.ai; bighuang624/Andrew-Ng-Deep-Learning-notes#10',
  category: 'scale',
  where: 'everywhere',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) =>
    mapNetwork(networkGradient(net, data), (value, block) => (block === 'b1' ? 4 * value : value)),
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

export const dl4jMinibatch1DividesByColumns: Bug<Network, Examples> = {
  id: 'dl4j-minibatch-1-divides-by-columns',
  title: 'the gradient is divided by the number of columns where the minibatch has a single row',
  source: 'deeplearning4j/deeplearning4j#1452',
  category: 'scale',
  where: 'batches of one example with more than one output',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) =>
    networkGradient(net, data, { divisor: data.X.length === 1 ? data.Y[0]!.length : data.X.length }),
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

interface Targets extends Upstream {
  readonly target: Float64Array;
}

export const sklearnLeastSquaresFactor2: Bug<Float64Array, Targets> = {
  id: 'sklearn-least-squares-factor-2',
  title: 'the loss is (y - f)^2 but its negative gradient y - f',
  source: 'scikit-learn/scikit-learn#5268',
  category: 'scale',
  where: 'everywhere',
  ...elementwise<Targets>(
    (x, { target }, i) => (target[i]! - x) ** 2,
    (x, { target }, i) => -2 * (target[i]! - x),
    (x, upstream, { target }, i) => -upstream * (target[i]! - x),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2),
    data: { target: Float64Array.of(1, -1), cotangent: Float64Array.of(1, 1) },
  },
  cases: () => elementCases(fields({ x: input(), target: input() })),
};

interface Label {
  readonly label: number;
}

/** softmax(logits) minus the label as one-hot, which is the gradient of the cross-entropy. */
function delta(logits: Float64Array, { label }: Label): Float64Array {
  return softmax(logits).map((share, i) => share - (i === label ? 1 : 0));
}

export const soSoftmaxCostOverLenY: Bug<Float64Array, Label> = {
  id: 'so-softmax-cost-over-len-y',
  title: 'the cost is divided by len(y), the number of classes, the gradient s - y is not',
  source: 'Stack Overflow, "analytical gradient does not match the numeric gradient" (z.id.vn/?p=348969)',
  category: 'scale',
  where: 'more than one class',
  loss: (logits, { label }) => (logSumExp(logits) - logits[label]!) / logits.length,
  right: (logits, data) => delta(logits, data).map((value) => value / logits.length),
  wrong: () => delta,
  example: { params: Float64Array.of(0.5, -1.2, 2), data: { label: 1 } },
  cases: () =>
    size(1, 5).chain((classes) =>
      fields({
        params: vector(classes, input(30, -800, 800)),
        data: fields({ label: fc.integer({ min: 0, max: classes - 1 }) }),
      }),
    ),
};
