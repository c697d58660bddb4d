import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Bug } from './bug.ts';
import { fields, input, list, matrix, size, vector } from './draw.ts';
import { dot, sum } from './maths.ts';

/** Rows that begin with 1, for the bias. */
interface Regression {
  readonly X: number[][];
  readonly y: number[];
  readonly lambda: number;
}

/** The gradient of regularised logistic regression; `extra` is what the bias gets beside its share of the examples. */
function regressionGradient(theta: Float64Array, { X, y, lambda }: Regression, extra: number): Float64Array {
  const errors = X.map((row, n) => sigmoid(dot(row, theta)) - y[n]!);
  return theta.map((value, j) => {
    const fit = dot(
      errors,
      X.map((row) => row[j]!),
    );
    return (fit + lambda * (j === 0 ? extra : value)) / X.length;
  });
}

export const courseraMlBiasRegularisedWithOnes: Bug<Float64Array, Regression> = {
  id: 'coursera-ml-bias-regularised-with-ones',
  title: 'the regulariser enters the gradient as lambda / m * [1, theta1, ...]: the bias gets a constant',
  source: 'JWarmenhoven/Coursera-Machine-Learning#3',
  category: 'regulariser-mismatch',
  where: 'the bias, where lambda is not 0',
  loss: (theta, { X, y, lambda }) => {
    const costs = X.map((row, n) => softplus(dot(row, theta)) - y[n]! * dot(row, theta));
    const weights = theta.subarray(1);
    return (sum(costs) + (lambda / 2) * dot(weights, weights)) / X.length;
  },
  right: (theta, data) => regressionGradient(theta, data, 0),
  wrong: () => (theta, data) => regressionGradient(theta, data, 1),
  example: {
    params: Float64Array.of(0.2, 0.5, -1.2),
    data: {
      X: [
        [1, 0.5, -1.2],
        [1, 1.1, 0.4],
        [1, -0.6, 0.9],
      ],
      y: [1, 0, 1],
      lambda: 0,
    },
  },
  cases: () =>
    fc.tuple(size(1, 4), size(1, 3)).chain(([m, n]) =>
      fields({
        params: vector(n + 1),
        data: fields({
          X: matrix(m, n).map((rows) => rows.map((row) => [1, ...row])),
          y: list(m, fc.constantFrom(0, 1)),
          lambda: fc.constantFrom(0, 1, 0.1, 3),
        }),
      }),
    ),
};

/** Scores are X W, with a column of W for every class. */
interface SvmData {
  readonly X: number[][];
  readonly y: number[];
  readonly reg: number;
}

function svmScores(W: number[][], x: readonly number[]): number[] {
  return W[0]!.map((_, c) =>
    dot(
      x,
      W.map((row) => row[c]!),
    ),
  );
}

/** The gradient of the multiclass hinge loss with `factor * reg * W`. */
function svmGradient(W: number[][], { X, y, reg }: SvmData, factor: number): number[][] {
  const gradient = W.map((row) => row.map((w) => factor * reg * w));
  for (const [n, x] of X.entries()) {
    const scores = svmScores(W, x);
    const own = y[n]!;
    for (const [c, score] of scores.entries()) {
      if (c === own || score - scores[own]! + 1 <= 0) continue;
      for (const [d, value] of x.entries()) {
        gradient[d]![c]! += value / X.length;
        gradient[d]![own]! -= value / X.length;
      }
    }
  }
  return gradient;
}

export const cs231nSvmRegMissing2: Bug<number[][], SvmData> = {
  id: 'cs231n-svm-reg-missing-2',
  title: 'the SVM loss adds reg * sum(W * W) but its gradient reg * W',
  source: 'jingtinghuang/CS231n-Spring-2017#3; bruceoutdoors/CS231n#9',
  category: 'regulariser-mismatch',
  where: 'reg * |W| not tiny; the notebook starts with W of 1e-4 and reg of 5e-6, where the error is 5e-10',
  loss: (W, { X, y, reg }) => {
    let hinges = 0;
    for (const [n, x] of X.entries()) {
      const scores = svmScores(W, x);
      for (const [c, score] of scores.entries()) if (c !== y[n]) hinges += Math.max(0, score - scores[y[n]!]! + 1);
    }
    return hinges / X.length + reg * sum(W.map((row) => dot(row, row)));
  },
  right: (W, data) => svmGradient(W, data, 2),
  wrong: () => (W, data) => svmGradient(W, data, 1),
  example: {
    params: [
      [1e-4, -2e-4, 5e-5],
      [-1e-4, 3e-5, 8e-5],
    ],
    data: {
      X: [
        [0.5, -1.2],
        [1.1, 0.4],
        [-0.6, 0.9],
      ],
      y: [0, 2, 1],
      reg: 5e-6,
    },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(2, 3), size(1, 4)).chain(([D, C, m]) =>
      fields({
        params: matrix(D, C, input()),
        data: fields({
          X: matrix(m, D),
          y: list(m, size(0, C - 1)),
          reg: fc.constantFrom(1, 0.1, 0.001, 0),
        }),
      }),
    ),
};
