import type { LossProblem } from '../core/problem.ts';
import type { Draw } from './networks.ts';

const f = Math.fround;

export interface Float32Params {
  readonly W1: Float32Array;
  readonly b1: Float32Array;
  readonly W2: Float32Array;
  readonly b2: Float32Array;
}

export interface Float32Data {
  readonly n: number;
  readonly h: number;
  readonly k: number;
  readonly X: Float32Array;
  readonly y: readonly number[];
  readonly relu: boolean;
}

/** Two layers, tanh or relu, softmax cross-entropy, every operation rounded to float32. */
export const float32Network: LossProblem<Float32Params, Float32Data> = {
  name: 'float32 network',
  loss: (params, data) => {
    let sum = 0;
    for (let row = 0; row < data.y.length; row++) {
      const { z } = forward(params, data, row);
      const label = data.y[row]!;
      let max = Number.NEGATIVE_INFINITY;
      for (const value of z) max = Math.max(max, value);
      let total = 0;
      for (const value of z) total = f(total + f(Math.exp(f(value - max))));
      sum = f(sum + f(f(f(Math.log(total)) + max) - z[label]!));
    }
    return f(sum / data.y.length);
  },
  gradient: (params, data) => {
    const { n, h, k, X, y } = data;
    const dW1 = new Float32Array(h * n);
    const db1 = new Float32Array(h);
    const dW2 = new Float32Array(k * h);
    const db2 = new Float32Array(k);
    for (let row = 0; row < y.length; row++) {
      const { a, p } = forward(params, data, row);
      const dz = p.map((value, c) => f(f(value - (c === y[row] ? 1 : 0)) / y.length));
      for (let c = 0; c < k; c++) {
        db2[c] = f(db2[c]! + dz[c]!);
        for (let u = 0; u < h; u++) dW2[c * h + u] = f(dW2[c * h + u]! + f(dz[c]! * a[u]!));
      }
      for (let u = 0; u < h; u++) {
        let back = 0;
        for (let c = 0; c < k; c++) back = f(back + f(dz[c]! * params.W2[c * h + u]!));
        const slope = data.relu ? (a[u]! > 0 ? 1 : 0) : f(1 - f(a[u]! * a[u]!));
        const d = f(back * slope);
        db1[u] = f(db1[u]! + d);
        for (let j = 0; j < n; j++) dW1[u * n + j] = f(dW1[u * n + j]! + f(d * X[row * n + j]!));
      }
    }
    return { W1: dW1, b1: db1, W2: dW2, b2: db2 };
  },
};

function forward(
  { W1, b1, W2, b2 }: Float32Params,
  { n, h, k, X, relu }: Float32Data,
  row: number,
): { a: Float32Array; z: Float32Array; p: Float32Array } {
  const a = new Float32Array(h);
  for (let u = 0; u < h; u++) {
    let sum = b1[u]!;
    for (let j = 0; j < n; j++) sum = f(sum + f(W1[u * n + j]! * X[row * n + j]!));
    a[u] = relu ? Math.max(0, sum) : Math.tanh(sum);
  }
  const z = new Float32Array(k);
  for (let c = 0; c < k; c++) {
    let sum = b2[c]!;
    for (let u = 0; u < h; u++) sum = f(sum + f(W2[c * h + u]! * a[u]!));
    z[c] = sum;
  }
  const max = z.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const p = z.map((value) => Math.exp(f(value - max)));
  const total = p.reduce((sum, value) => f(sum + value), 0);
  return { a, z, p: p.map((value) => f(value / total)) };
}

/** Params of normal size, up to 5 units a layer and 5 examples. */
export function drawFloat32Network(draw: Draw): { readonly params: Float32Params; readonly data: Float32Data } {
  const [n, h, k, m] = [draw.integer(1, 5), draw.integer(1, 5), draw.integer(2, 5), draw.integer(1, 5)];
  const array = (size: number): Float32Array => Float32Array.from({ length: size }, () => draw.normal());
  return {
    params: { W1: array(h * n), b1: array(h), W2: array(k * h), b2: array(k) },
    data: {
      n,
      h,
      k,
      X: array(m * n),
      y: Array.from({ length: m }, () => draw.integer(0, k - 1)),
      relu: draw.uniform() < 0.4,
    },
  };
}
