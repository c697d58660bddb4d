import { tensor } from '../tensor.ts';
import { checkSigmoidNetwork } from './checks/check-sigmoid-network.ts';
import { sigmoid } from './sigmoid.ts';
import type { SigmoidNetworkData, SigmoidNetworkParams } from './sigmoid-network-types.ts';
import { workspace } from './workspace.ts';

/**
 * The gradient of {@link sigmoidNetwork} by backpropagation of one example after the other, accumulating
 * delta2 [1, a]' and delta1 [1, x]', then averaging and adding lambda / m times the weights.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * const params = { Theta1: tensor([5, 4]), Theta2: tensor([3, 6]) };
 * sigmoidGradientPerExample(params, { X: tensor([1, 3]), y: [3], lambda: 1 }).Theta2.data[0]; // 0.5
 */
export function sigmoidGradientPerExample(
  params: SigmoidNetworkParams,
  data: SigmoidNetworkData,
): SigmoidNetworkParams {
  checkSigmoidNetwork(params, data);
  const { Theta1, Theta2 } = params;
  const { X, y, lambda } = data;
  const [m, n] = X.shape as [number, number];
  const h = Theta1.shape[0]!;
  const K = Theta2.shape[0]!;
  const dTheta1 = tensor(Theta1.shape);
  const dTheta2 = tensor(Theta2.shape);
  const x = workspace(0, n + 1);
  const a = workspace(1, h + 1);
  const delta2 = workspace(2, K);
  x[0] = 1;
  a[0] = 1;
  for (let t = 0; t < m; t++) {
    for (let j = 0; j < n; j++) x[j + 1] = X.data[t * n + j]!;
    for (let i = 0; i < h; i++) a[i + 1] = sigmoid(dotRow(Theta1.data, i, n + 1, x));
    for (let k = 0; k < K; k++) delta2[k] = sigmoid(dotRow(Theta2.data, k, h + 1, a)) - (k + 1 === y[t] ? 1 : 0);
    for (let k = 0; k < K; k++) addToRow(dTheta2.data, k, h + 1, delta2[k]!, a);
    for (let i = 0; i < h; i++) {
      let back = 0;
      for (let k = 0; k < K; k++) back += Theta2.data[k * (h + 1) + i + 1]! * delta2[k]!;
      addToRow(dTheta1.data, i, n + 1, back * a[i + 1]! * (1 - a[i + 1]!), x);
    }
  }
  finish(dTheta1.data, Theta1.data, n + 1, m, lambda);
  finish(dTheta2.data, Theta2.data, h + 1, m, lambda);
  return { Theta1: dTheta1, Theta2: dTheta2 };
}

function dotRow(weights: Float64Array, row: number, columns: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += weights[row * columns + j]! * vector[j]!;
  return sum;
}

function addToRow(sums: Float64Array, row: number, columns: number, factor: number, vector: Float64Array): void {
  for (let j = 0; j < columns; j++) sums[row * columns + j] = sums[row * columns + j]! + factor * vector[j]!;
}

function finish(sums: Float64Array, weights: Float64Array, columns: number, m: number, lambda: number): void {
  for (let p = 0; p < sums.length; p++) {
    const decay = p % columns === 0 ? 0 : (lambda / m) * weights[p]!;
    sums[p] = sums[p]! / m + decay;
  }
}
