import type { LossKernel } from './loss-kernel.ts';

/**
 * Softmax cross-entropy against class labels, averaged over examples: log(sum_j exp(z_j - max)) - (z_y - max).
 * Taking the maximum off both terms keeps large logits from overflowing and from swamping the small loss.
 *
 * @example
 * softmaxCrossEntropy.value(Float64Array.of(1000, 1000), [1], 1, 2); // Math.LN2
 */
export const softmaxCrossEntropy: LossKernel = {
  value(logits, y, m, K) {
    let total = 0;
    for (let i = 0; i < m; i++) {
      const row = i * K;
      let max = logits[row]!;
      for (let j = 1; j < K; j++) max = Math.max(max, logits[row + j]!);
      let sum = 0;
      for (let j = 0; j < K; j++) sum += Math.exp(logits[row + j]! - max);
      total += Math.log(sum) - (logits[row + y[i]!]! - max);
    }
    return total / m;
  },
  gradient(logits, y, m, K, out) {
    for (let i = 0; i < m; i++) {
      const row = i * K;
      let max = logits[row]!;
      for (let j = 1; j < K; j++) max = Math.max(max, logits[row + j]!);
      let sum = 0;
      for (let j = 0; j < K; j++) {
        const e = Math.exp(logits[row + j]! - max);
        out[row + j] = e;
        sum += e;
      }
      const label = y[i]!;
      for (let j = 0; j < K; j++) out[row + j] = (out[row + j]! / sum - (j === label ? 1 : 0)) / m;
    }
  },
};
