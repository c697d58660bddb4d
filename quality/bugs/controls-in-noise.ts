import fc from 'fast-check';
import type { Control } from './control.ts';
import { decimal, factor, fields, input, list, size, vector } from './draw.ts';
import { dot, sum } from './maths.ts';

const round = Math.fround;

interface Features {
  readonly x: number[];
}

export const noiseFloat32Forward: Control<number[], Features> = {
  id: 'noise-float32-forward',
  kind: 'noise',
  source: 'a loss in float32 under steps of 1e-6, for which the gradcheck of PyTorch asks for doubles',
  problem: {
    loss: (w, { x }) => {
      const z = w.reduce((total, value, i) => round(total + round(round(value) * round(x[i]!))), 0);
      return round(Math.tanh(z));
    },
    gradient: (w, { x }) => x.map((value) => value * (1 - Math.tanh(dot(w, x)) ** 2)),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: list(length, decimal(-1, 1)), data: fields({ x: list(length, input()) }) }),
    ),
};

export const noiseNearKink: Control<number[], undefined> = {
  id: 'noise-near-kink',
  kind: 'noise',
  source: 'within a step of the kink of a relu, of which Chainer, Caffe and CS231n all warn',
  problem: {
    loss: (x) => sum(x.map((value) => Math.max(0, value))),
    gradient: (x) => x.map((value) => (value > 0 ? 1 : 0)),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({
        params: list(length, fc.constantFrom(1e-2, -1e-3, 1e-4, -1e-5, 1e-6, -1e-7, 1e-8, -1e-9, 1e-12)),
        data: fc.constant(undefined),
      }),
    ),
};

export const noiseLargeOffset: Control<Float64Array, { readonly offset: number }> = {
  id: 'noise-large-offset',
  kind: 'noise',
  source: 'a small term beside a large constant: the differences lose the digits that the offset takes',
  problem: {
    loss: (x, { offset }) => offset + sum(x.map(Math.tanh)),
    gradient: (x) => x.map((value) => 1 - Math.tanh(value) ** 2),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: vector(length), data: fields({ offset: fc.constantFrom(1e3, -1e6, 1e9, 1e12) }) }),
    ),
};

export const noiseScaledLoss: Control<Float64Array, { readonly scale: number }> = {
  id: 'noise-scaled-loss',
  kind: 'noise',
  source: 'losses of any size: a tolerance fixed in absolute terms fits none but its own',
  problem: {
    loss: (x, { scale }) => scale * sum(x.map(Math.cos)),
    gradient: (x, { scale }) => x.map((value) => -scale * Math.sin(value)),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: vector(length), data: fields({ scale: fc.constantFrom(1e-12, 1e-6, 1e6, 1e12, 1e100) }) }),
    ),
};

export const noiseCancellation: Control<Float64Array, { readonly cotangent: Float64Array }> = {
  id: 'noise-cancellation',
  kind: 'noise',
  source: 'a variance as mean of squares less square of mean, at values far from 0',
  problem: {
    loss: (x) => dot(x, x) / x.length - (sum(x) / x.length) ** 2,
    gradient: (x) => x.map((value) => (2 * (value - sum(x) / x.length)) / x.length),
  },
  cases: () =>
    fc.tuple(size(2, 5), fc.constantFrom(0, 10, 1e3, 1e5)).chain(([length, far]) =>
      fields({
        params: vector(
          length,
          input().map((value) => far + value),
        ),
        data: fields({ cotangent: vector(length, factor()) }),
      }),
    ),
};

/** Square root by Newton's iteration, until a step is below 1e-8. */
function newtonRoot(a: number): number {
  let root = Math.max(1, a);
  let moved = 1;
  for (let n = 0; n < 60 && moved > 1e-8 * root; n++) {
    const next = (root + a / root) / 2;
    moved = Math.abs(next - root);
    root = next;
  }
  return root;
}

export const noiseIterativeSolver: Control<number[], undefined> = {
  id: 'noise-iterative-solver',
  kind: 'noise',
  source: 'an implicit layer solved by iterations, whose number changes from point to point',
  problem: {
    loss: (x) => sum(x.map(newtonRoot)),
    gradient: (x) => x.map((value) => 1 / (2 * Math.sqrt(value))),
  },
  cases: () =>
    size(1, 3).chain((length) => fields({ params: list(length, decimal(1, 9)), data: fc.constant(undefined) })),
};

export const noiseRoundedLoss: Control<number[], undefined> = {
  id: 'noise-rounded-loss',
  kind: 'noise',
  source: 'a loss that is logged, or sent, with six decimals: a staircase where steps are narrow',
  problem: {
    loss: (x) => Number(sum(x.map((value) => value ** 2)).toFixed(6)),
    gradient: (x) => x.map((value) => 2 * value),
  },
  cases: () =>
    size(1, 3).chain((length) => fields({ params: list(length, decimal(-3, 3)), data: fc.constant(undefined) })),
};

export const noiseFewDecimals: Control<number[], { readonly decimals: number }> = {
  id: 'noise-few-decimals',
  kind: 'noise',
  source: 'the same with fewer decimals, as a percentage: the loss stands still at every narrow step',
  problem: {
    loss: (x, { decimals }) => Number(sum(x.map((value) => value ** 2)).toFixed(decimals)),
    gradient: (x) => x.map((value) => 2 * value),
  },
  cases: () =>
    size(1, 3).chain((length) =>
      fields({ params: list(length, decimal(-3, 3)), data: fields({ decimals: fc.constantFrom(1, 2, 3, 4) }) }),
    ),
};

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export const noiseFewDigitsLeft: Control<number[], { readonly x: number[]; readonly gamma: number }> = {
  id: 'noise-few-digits-left',
  kind: 'noise',
  source: 'the focal loss of a negative example by log(1 - p): at z = 34 one digit of 1 - p is left',
  problem: {
    loss: (w, { x, gamma }) => {
      const p = sigmoid(dot(w, x));
      return -(p ** gamma) * Math.log(1 - p);
    },
    gradient: (w, { x, gamma }) => {
      const p = sigmoid(dot(w, x));
      const slope = p ** gamma * (p - gamma * (1 - p) * Math.log(1 - p));
      return x.map((value) => slope * value);
    },
  },
  cases: () =>
    fields({
      params: fc.tuple(decimal(24, 34.6), decimal(-3, 3)).map(([a, b]) => [a, b]),
      data: fields({ x: fc.constant<number[]>([1, 0]), gamma: fc.constantFrom(0, 1, 2) }),
    }),
};

interface Examples {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
}

export const noiseSaturatedBatch: Control<number[], Examples> = {
  id: 'noise-saturated-batch',
  kind: 'noise',
  source: 'the cross-entropy of a batch by log(p) and log(1 - p), as many write it, some of its examples saturated',
  problem: {
    loss: (w, { X, y }) => {
      const p = X.map((x) => sigmoid(dot(w, x)));
      return -sum(p.map((q, i) => Math.log(y[i] === 1 ? q : 1 - q))) / y.length;
    },
    gradient: (w, { X, y }) => w.map((_, j) => sum(X.map((x, i) => (sigmoid(dot(w, x)) - y[i]!) * x[j]!)) / y.length),
  },
  cases: () =>
    fields({
      params: list(3, decimal(-15, 15)),
      data: fields({ X: list(3, list(3, decimal(-3, 3))), y: list(3, fc.constantFrom(0, 1)) }),
    }),
};

export const noiseCancelledGradient: Control<number, { readonly gain: number }> = {
  id: 'noise-cancelled-gradient',
  kind: 'noise',
  source: 'log-softmax where one class has all the weight: its gradient 1 - sum(cotangent) is rounded at the size of 1',
  problem: {
    loss: (w, { gain }) => w * gain,
    gradient: (_w, { gain }) => 1 - (1 - gain),
  },
  cases: () =>
    fields({
      params: fc.constantFrom(1, -50, 800, 2000),
      data: fields({ gain: fc.constantFrom(0.5, 0.3, 3e-4, 3e-6) }),
    }),
};
