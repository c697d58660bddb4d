import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, list, size, vector } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';
import { sum } from './maths.ts';
import {
  type Examples,
  NETWORK_EXAMPLE,
  type Network,
  networkCases,
  networkGradient,
  networkLoss,
} from './two-layer-network.ts';

interface WeightedLoss {
  readonly lossWeight: number;
  readonly target: Float64Array;
}

export const caffeZeroLossWeightStaleDiff: Bug<Float64Array, WeightedLoss> = {
  id: 'caffe-zero-loss-weight-stale-diff',
  title: 'with a loss weight of 0 the backward pass is skipped and the buffer still holds the last difference',
  source: 'BVLC/caffe#2895, #3868',
  category: 'aliasing-state',
  where: 'loss weight exactly 0, after an earlier call with another weight',
  loss: (x, { lossWeight, target }) => (lossWeight * sum(x.map((value, i) => (value - target[i]!) ** 2))) / 2,
  right: (x, { lossWeight, target }) => x.map((value, i) => lossWeight * (value - target[i]!)),
  wrong: () => {
    let diff: Float64Array | undefined;
    return (x, { lossWeight, target }) => {
      if (lossWeight !== 0 || diff?.length !== x.length) diff = x.map((value, i) => lossWeight * (value - target[i]!));
      return diff.slice();
    };
  },
  example: {
    params: Float64Array.of(0.5, -1.2, 2),
    data: { lossWeight: 1, target: Float64Array.of(1, 0, 1.5) },
  },
  cases: () =>
    fields({
      params: vector(3),
      data: fields({ lossWeight: fc.constantFrom(1, 0, 0.5, 2), target: vector(3) }),
    }),
};

interface EdgeLabels {
  readonly isEdge: readonly number[];
}

const classBalanced = (scores: Float64Array, { isEdge }: EdgeLabels, share: number): Float64Array =>
  scores.map((z, i) => (isEdge[i] === 1 ? -(1 - share) * sigmoid(-z) : share * sigmoid(z)));

export const hedBalanceCountsNeverReset: Bug<Float64Array, EdgeLabels> = {
  id: 'hed-balance-counts-never-reset',
  title: 'the counters of the class-balancing weights are not reset between calls, so the weights drift',
  source: 's9xie/hed#7',
  category: 'aliasing-state',
  where: 'from the second image on, where its share of edge pixels is another one',
  loss: (scores, { isEdge }) => {
    const share = sum(isEdge) / isEdge.length;
    return sum(scores.map((z, i) => (isEdge[i] === 1 ? (1 - share) * softplus(-z) : share * softplus(z))));
  },
  right: (scores, labels) => classBalanced(scores, labels, sum(labels.isEdge) / labels.isEdge.length),
  wrong: () => {
    let edges = 0;
    let pixels = 0;
    return (scores, labels) => {
      edges += sum(labels.isEdge);
      pixels += labels.isEdge.length;
      return classBalanced(scores, labels, edges / pixels);
    };
  },
  example: { params: Float64Array.of(0.7, -0.4, 1.3, -2.1, 0.2), data: { isEdge: [1, 0, 1, 0, 0] } },
  cases: () =>
    size(1, 6).chain((pixels) =>
      fields({ params: vector(pixels), data: fields({ isEdge: list(pixels, fc.constantFrom(0, 1)) }) }),
    ),
};

interface Training extends Examples {
  readonly iteration: number;
}

export const mnistNnDeltaUsesUpdatedWeights: Bug<Network, Training> = {
  id: 'mnist-nn-delta-uses-updated-weights',
  title: 'the output weights are updated before the hidden delta is computed from them',
  source: 'louisjc/mnist-neural-network#1; the same in joelgrus/data-science-from-scratch#31',
  category: 'aliasing-state',
  where: 'everywhere, by the learning rate 1 / (iteration + 10), so it fades late in training',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) => {
    const { W2 } = networkGradient(net, data);
    const rate = 1 / (data.iteration + 10);
    return networkGradient(net, data, { through: net.W2.map((row, k) => row.map((w, h) => w - rate * W2[k]![h]!)) });
  },
  example: { params: NETWORK_EXAMPLE.params, data: { ...NETWORK_EXAMPLE.data, iteration: 0 } },
  cases: () =>
    fc
      .tuple(networkCases(fc.constant(1)), size(0, 90))
      .map(([{ params, data }, iteration]) => ({ params, data: { ...data, iteration } })),
};

export const pytorchCompileInplaceDoubleAdd: Bug<Float64Array, Upstream> = {
  id: 'pytorch-compile-inplace-double-add',
  title: 'y += |x| twice in place: the compiled backward pass counts the second addition only',
  source: 'pytorch/pytorch#136662',
  category: 'aliasing-state',
  where: 'everywhere but at 0, under torch.compile with func.grad',
  ...elementwise<Upstream>(
    (x) => Math.abs(x) + Math.abs(x),
    (x) => 2 * Math.sign(x),
    (x, upstream) => upstream * Math.sign(x),
  ),
  example: { params: Float64Array.of(0.8, -1.5), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: input() })),
};

interface Rotation {
  readonly theta: number;
  readonly x: number;
}

export const taichiOverwrittenOperand: Bug<Rotation, { readonly cotangent: number }> = {
  id: 'taichi-overwritten-operand',
  title: 'x = cos(theta) * x overwrites x, and the adjoint of theta then uses the new x',
  source: 'taichi-dev/taichi#2505',
  category: 'aliasing-state',
  where: 'everywhere but where cos(theta) = 1 or sin(theta) * x = 0',
  loss: ({ theta, x }, { cotangent }) => cotangent * Math.cos(theta) * x,
  right: ({ theta, x }, { cotangent }) => ({
    theta: -cotangent * Math.sin(theta) * x,
    x: cotangent * Math.cos(theta),
  }),
  wrong:
    () =>
    ({ theta, x }, { cotangent }) => ({
      theta: -cotangent * Math.sin(theta) * (Math.cos(theta) * x),
      x: cotangent * Math.cos(theta),
    }),
  example: { params: { theta: 0.6, x: 1.4 }, data: { cotangent: 1 } },
  cases: () => fields({ params: fields({ theta: decimal(-4, 4), x: input() }), data: fields({ cotangent: factor() }) }),
};
