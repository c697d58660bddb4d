import type { Tensor } from '../tensor.ts';

/**
 * Writes the scores of one example, W[0] + x W[1:], into the first K entries of `scores`.
 *
 * @param W - [D + 1, K], first row the biases.
 * @param X - [n, D].
 * @param i - Which example.
 * @example
 * const scores = new Float64Array(1);
 * exampleScores(tensor([2, 1], [5, 2]), tensor([1, 1], [3]), 0, scores);
 * scores[0]; // 11
 */
export function exampleScores(W: Tensor, X: Tensor, i: number, scores: Float64Array): void {
  const D = X.shape[1]!;
  const K = W.shape[1]!;
  for (let k = 0; k < K; k++) {
    let sum = 0;
    for (let d = 0; d < D; d++) sum += X.data[i * D + d]! * W.data[(d + 1) * K + k]!;
    scores[k] = sum + W.data[k]!;
  }
}
