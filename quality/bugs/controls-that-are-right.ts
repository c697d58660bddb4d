import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Control } from './control.ts';
import { decimal, factor, fields, input, list, matrix, size, vector } from './draw.ts';
import { dot, logSumExp, softmax, sum } from './maths.ts';

interface Distances {
  readonly squared: number[];
  readonly cotangent: number[];
}

export const correctRbfLogLengthscale: Control<{ readonly logLength: number }, Distances> = {
  id: 'correct-rbf-log-lengthscale',
  kind: 'correct',
  source: 'scikit-learn#11113, #26502: the gradient is by the logarithm of the length scale',
  problem: {
    loss: ({ logLength }, { squared, cotangent }) =>
      dot(
        cotangent,
        squared.map((d) => Math.exp(-d / 2 / Math.exp(2 * logLength))),
      ),
    gradient: ({ logLength }, { squared, cotangent }) => {
      const scaled = squared.map((d) => d / Math.exp(2 * logLength));
      return {
        logLength: dot(
          cotangent,
          scaled.map((d) => d * Math.exp(-d / 2)),
        ),
      };
    },
  },
  cases: () =>
    size(1, 4).chain((pairs) =>
      fields({
        params: fields({ logLength: input() }),
        data: fields({
          squared: list(pairs, fc.oneof(decimal(0, 9), fc.constant(0))),
          cotangent: list(pairs, factor()),
        }),
      }),
    ),
};

interface Examples {
  readonly X: number[][];
  readonly y: number[];
}

interface Linear {
  readonly w: number[];
  readonly b: number;
}

export const correctSigmoidCrossEntropyDelta: Control<Linear, Examples> = {
  id: 'correct-sigmoid-ce-delta',
  kind: 'correct',
  source: 'the recurring question where the derivative of the sigmoid went: the delta is a - y',
  problem: {
    loss: ({ w, b }, { X, y }) => sum(X.map((x, n) => softplus(dot(w, x) + b) - y[n]! * (dot(w, x) + b))) / X.length,
    gradient: ({ w, b }, { X, y }) => {
      const delta = X.map((x, n) => (sigmoid(dot(w, x) + b) - y[n]!) / X.length);
      return { w: w.map((_, j) => sum(X.map((x, n) => delta[n]! * x[j]!))), b: sum(delta) };
    },
  },
  cases: () =>
    fc.tuple(size(1, 4), size(1, 3)).chain(([m, n]) =>
      fields({
        params: fields({ w: list(n, input(30, -30)), b: input() }),
        data: fields({ X: matrix(m, n), y: list(m, fc.constantFrom(0, 1, 0.5)) }),
      }),
    ),
};

interface Pairs {
  /** 1 where the first is closer, -1 where the second is, 0 for equal depth. */
  readonly relation: number[];
}

export const correctRankingLossExpForm: Control<{ readonly near: number[]; readonly far: number[] }, Pairs> = {
  id: 'correct-ranking-loss-exp-form',
  kind: 'correct',
  source: 'princeton-vl/relative_depth#6',
  problem: {
    loss: ({ near, far }, { relation }) =>
      sum(
        relation.map((r, k) => (r === 0 ? (near[k]! - far[k]!) ** 2 : Math.log1p(Math.exp(-r * (near[k]! - far[k]!))))),
      ),
    gradient: ({ near, far }, { relation }) => {
      const slopes = relation.map((r, k) => {
        const difference = near[k]! - far[k]!;
        if (r === 0) return 2 * difference;
        return (-r * Math.exp(-r * difference)) / (1 + Math.exp(-r * difference));
      });
      return { near: slopes, far: slopes.map((slope) => -slope) };
    },
  },
  cases: () =>
    size(1, 3).chain((pairs) =>
      fields({
        params: fields({ near: list(pairs, input(20)), far: list(pairs, input(20)) }),
        data: fields({ relation: list(pairs, fc.constantFrom(1, -1, 0)) }),
      }),
    ),
};

export const correctLogSumExpLargeLogits: Control<Float64Array, undefined> = {
  id: 'correct-logsumexp-large-logits',
  kind: 'correct',
  source: 'log-sum-exp, shifted by its maximum, with logits of up to 2000',
  problem: { loss: logSumExp, gradient: softmax },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: vector(length, input(2000, -2000, 710, -745)), data: fc.constant(undefined) }),
    ),
};

export const correctHuberSeam: Control<number[], undefined> = {
  id: 'correct-huber-seam',
  kind: 'correct',
  source: 'Huber (1964) at errors of exactly delta, where the curvature jumps and the slope does not',
  problem: {
    loss: (x) => sum(x.map((e) => (Math.abs(e) <= 1 ? (e * e) / 2 : Math.abs(e) - 0.5))),
    gradient: (x) => x.map((e) => Math.max(-1, Math.min(1, e))),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: list(length, fc.oneof(fc.constantFrom(1, -1), input())), data: fc.constant(undefined) }),
    ),
};

export const correctRosenbrock: Control<number[], undefined> = {
  id: 'correct-rosenbrock',
  kind: 'correct',
  source: 'Rosenbrock (1960), its minimum at (1, 1) among the cases: a gradient of exact zeros',
  problem: {
    loss: ([a = 0, b = 0]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2,
    gradient: ([a = 0, b = 0]) => [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)],
  },
  cases: () =>
    fields({ params: fc.oneof(list(2, input()), fc.constant<number[]>([1, 1])), data: fc.constant(undefined) }),
};

export const correctLogBarrier: Control<number[], undefined> = {
  id: 'correct-log-barrier',
  kind: 'correct',
  source: 'a logarithmic barrier close to its wall: wide steps leave the domain',
  problem: {
    loss: (x) => -sum(x.map((value) => Math.log(value) + Math.log(1 - value))),
    gradient: (x) => x.map((value) => 1 / (1 - value) - 1 / value),
  },
  cases: () =>
    size(1, 3).chain((length) =>
      fields({
        params: list(length, fc.oneof(decimal(0.01, 0.99), fc.constantFrom(0.001, 0.5))),
        data: fc.constant(undefined),
      }),
    ),
};

export const correctHighFrequency: Control<number[], undefined> = {
  id: 'correct-high-frequency',
  kind: 'correct',
  source: 'positional encodings, sin(200 x): many periods within a wide step',
  problem: {
    loss: (x) => sum(x.map((value) => Math.sin(200 * value))),
    gradient: (x) => x.map((value) => 200 * Math.cos(200 * value)),
  },
  cases: () => size(1, 3).chain((length) => fields({ params: list(length, input()), data: fc.constant(undefined) })),
};

export const correctNoDependence: Control<number[], { readonly loss: number }> = {
  id: 'correct-no-dependence',
  kind: 'correct',
  source: 'a parameter that the loss never sees: its gradient is 0',
  problem: {
    loss: ([first = 0], { loss }) => loss + first * first,
    gradient: (x) => x.map((value, i) => (i === 0 ? 2 * value : 0)),
  },
  cases: () =>
    size(1, 4).chain((length) => fields({ params: list(length, input()), data: fields({ loss: input(1e6, -1e-6) }) })),
};
