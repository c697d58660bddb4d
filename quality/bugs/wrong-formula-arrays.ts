import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, input, matrix, size, vector } from './draw.ts';
import { dot, logSumExp, softmax, sum, zerosLike } from './maths.ts';

interface Distance {
  readonly other: Float64Array;
  readonly order: number;
}

const distance = (x: Float64Array, { other, order }: Distance): number =>
  sum(x.map((value, i) => Math.abs(value - other[i]!) ** order)) ** (1 / order);

export const flaggemsCdistIgnoresP: Bug<Float64Array, Distance> = {
  id: 'flaggems-cdist-ignores-p',
  title: 'the backward pass of cdist always uses the formula of the Euclidean distance',
  source: 'flagos-ai/FlagGems#5023',
  category: 'wrong-formula',
  where: 'an order other than 2, which the test had fixed',
  loss: distance,
  right: (x, data) => {
    const length = distance(x, data);
    return x.map((value, i) => {
      const difference = value - data.other[i]!;
      // 0 is a subgradient where both points are one.
      return length === 0 ? 0 : Math.sign(difference) * (Math.abs(difference) / length) ** (data.order - 1);
    });
  },
  wrong: () => (x, data) => x.map((value, i) => (value - data.other[i]!) / distance(x, data)),
  example: { params: Float64Array.of(0.5, -1.2, 2), data: { other: Float64Array.of(1, 0.3, -0.7), order: 2 } },
  // Points with some equal coordinates, never the same point: there the distance has a corner.
  cases: () =>
    fc.tuple(size(1, 4), fc.constantFrom(2, 1.5, 3, 4)).chain(([length, order]) =>
      fields({
        params: vector(length),
        data: fields({ other: vector(length), order: fc.constant(order) }),
      }).filter(({ params, data }) => distance(params, data) > 0),
    ),
};

/** Matrices A (n x k) and B (k x m). */
interface Factors {
  readonly A: number[][];
  readonly B: number[][];
}

interface Product {
  readonly cotangent: number[][];
}

const matmul = ({ A, B }: Factors): number[][] =>
  A.map((row) =>
    B[0]!.map((_, j) =>
      dot(
        row,
        B.map((other) => other[j]!),
      ),
    ),
  );

/** The gradients of both factors for an upstream gradient of their product. */
function matmulGradient({ A, B }: Factors, upstream: number[][]): Factors {
  const gradient = { A: zerosLike(A), B: zerosLike(B) };
  for (const [i, row] of upstream.entries()) {
    for (const [j, value] of row.entries()) {
      for (let k = 0; k < B.length; k++) {
        gradient.A[i]![k]! += value * B[k]![j]!;
        gradient.B[k]![j]! += value * A[i]![k]!;
      }
    }
  }
  return gradient;
}

export const jsMatmulBackwardUsesOutputValue: Bug<Factors, Product> = {
  id: 'js-matmul-backward-uses-output-value',
  title: 'the backward pass of matmul multiplies by the output instead of its gradient',
  source: 'Shubham-cyber-prog/100-Days-Of-Web-Development-ECWoC26#1378, review of terminal.js',
  category: 'wrong-formula',
  where: 'everywhere; right for the loss ||A B||^2 / 2',
  loss: (factors, { cotangent }) => matmul(factors).reduce((loss, row, i) => loss + dot(row, cotangent[i]!), 0),
  right: (factors, { cotangent }) => matmulGradient(factors, cotangent),
  wrong: () => (factors) => matmulGradient(factors, matmul(factors)),
  example: {
    params: {
      A: [
        [0.5, -1.2],
        [1.1, 0.4],
      ],
      B: [
        [-0.6, 0.9],
        [0.8, 0.3],
      ],
    },
    data: {
      cotangent: [
        [1, 1],
        [1, 1],
      ],
    },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3), size(1, 3)).chain(([n, k, m]) =>
      fields({
        params: fields({ A: matrix(n, k), B: matrix(k, m) }),
        data: fields({ cotangent: matrix(n, m, factor()) }),
      }),
    ),
};

interface Cotangent {
  readonly cotangent: Float64Array;
}

export const mlpackLogsoftmaxAddsExp: Bug<Float64Array, Cotangent> = {
  id: 'mlpack-logsoftmax-adds-exp',
  title: 'LogSoftMax::Backward gives exp(y) + gy instead of gy - softmax * sum(gy)',
  source: 'mlpack/mlpack#2360, #3468, fixed in #3469',
  category: 'wrong-formula',
  where: 'everywhere but where sum(gy) = -1, the negative log-likelihood it was written for',
  loss: (logits, { cotangent }) => dot(cotangent, logits) - sum(cotangent) * logSumExp(logits),
  right: (logits, { cotangent }) => softmax(logits).map((share, i) => cotangent[i]! - share * sum(cotangent)),
  wrong:
    () =>
    (logits, { cotangent }) =>
      softmax(logits).map((share, i) => cotangent[i]! + share),
  example: { params: Float64Array.of(0.5, -1.2, 2), data: { cotangent: Float64Array.of(0, -1, 0) } },
  cases: () =>
    size(1, 4).chain((classes) =>
      fields({
        params: vector(classes, input(30, -800, 800)),
        data: fields({ cotangent: vector(classes, factor()) }),
      }),
    ),
};

interface Quotient {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

export const singaDivBackward: Bug<Quotient, Cotangent> = {
  id: 'singa-div-backward',
  title: 'Div.backward returns (dy / a, dy * b) instead of (dy / b, -dy * a / b^2)',
  source: 'apache/singa#484, in review',
  category: 'wrong-formula',
  where: 'everywhere',
  loss: ({ a, b }, { cotangent }) =>
    dot(
      cotangent,
      a.map((value, i) => value / b[i]!),
    ),
  right: ({ a, b }, { cotangent }) => ({
    a: b.map((value, i) => cotangent[i]! / value),
    b: b.map((value, i) => (-cotangent[i]! * a[i]!) / value ** 2),
  }),
  wrong:
    () =>
    ({ a, b }, { cotangent }) => ({
      a: a.map((value, i) => cotangent[i]! / value),
      b: b.map((value, i) => cotangent[i]! * value),
    }),
  example: {
    params: { a: Float64Array.of(0.5, -1.2), b: Float64Array.of(2, 0.8) },
    data: { cotangent: Float64Array.of(1, 1) },
  },
  cases: () =>
    size(1, 3).chain((length) =>
      fields({
        params: fields({ a: vector(length), b: vector(length, fc.oneof(factor(), fc.constantFrom(1, -1, 0.01))) }),
        data: fields({ cotangent: vector(length, factor()) }),
      }),
    ),
};
