import type { SigmoidNetworkData, SigmoidNetworkParams } from '../../core/models/index.ts';

const hidden = new Float64Array(1024);

/** The loss of `sigmoidNetwork` in plain loops over typed arrays, without any check. */
export function sigmoidNetworkLoss({ Theta1, Theta2 }: SigmoidNetworkParams, data: SigmoidNetworkData): number {
  const { X, y, lambda } = data;
  const [m, n] = X.shape as [number, number];
  const h = Theta1.shape[0]!;
  const K = Theta2.shape[0]!;
  const [weights1, weights2, inputs] = [Theta1.data, Theta2.data, X.data];
  let cost = 0;
  for (let i = 0; i < m; i++) {
    for (let u = 0; u < h; u++) {
      let z = weights1[u * (n + 1)]!;
      for (let j = 0; j < n; j++) z += weights1[u * (n + 1) + 1 + j]! * inputs[i * n + j]!;
      hidden[u] = 1 / (1 + Math.exp(-z));
    }
    for (let k = 0; k < K; k++) {
      let z = weights2[k * (h + 1)]!;
      for (let u = 0; u < h; u++) z += weights2[k * (h + 1) + 1 + u]! * hidden[u]!;
      cost += Math.max(z, 0) - (k === y[i]! - 1 ? z : 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
  }
  return cost / m + (lambda / (2 * m)) * (squares(weights1, h, n + 1) + squares(weights2, K, h + 1));
}

/** Without the first column, which holds the biases. */
function squares(values: Float64Array, rows: number, columns: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 1; j < columns; j++) sum += values[i * columns + j]! ** 2;
  }
  return sum;
}
