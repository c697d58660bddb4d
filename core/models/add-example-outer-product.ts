import type { Tensor } from '../tensor.ts';

/**
 * Adds the outer product of an example, led by a 1 for the bias, and the gradient of its scores to `dW`.
 *
 * @param X - [n, D].
 * @param i - Which example.
 * @param delta - Gradient with respect to the K scores of that example.
 * @param dW - [D + 1, K], first row the biases; changed in place.
 * @example
 * const dW = tensor([2, 1]);
 * addExampleOuterProduct(tensor([1, 1], [3]), 0, Float64Array.of(2), dW);
 * dW.data[1]; // 6
 */
export function addExampleOuterProduct(X: Tensor, i: number, delta: Float64Array, dW: Tensor): void {
  const D = X.shape[1]!;
  const K = dW.shape[1]!;
  for (let k = 0; k < K; k++) {
    dW.data[k] = dW.data[k]! + delta[k]!;
    for (let d = 0; d < D; d++) {
      const at = (d + 1) * K + k;
      dW.data[at] = dW.data[at]! + X.data[i * D + d]! * delta[k]!;
    }
  }
}
