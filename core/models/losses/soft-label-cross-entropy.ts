import type { LossKernel } from './loss-kernel.ts';

/**
 * Softmax cross-entropy against soft labels, averaged over examples: -sum_j t_j log p_j. The targets of an example
 * need not sum to 1; their sum then weighs the softmax in the gradient, (sum_j t_j) p - t.
 *
 * @example
 * softLabelCrossEntropy.value(Float64Array.of(0, 0), Float64Array.of(0.5, 0.5), 1, 2); // Math.LN2
 */
export const softLabelCrossEntropy: LossKernel = {
  value(logits, targets, m, K) {
    let total = 0;
    for (let i = 0; i < m; i++) {
      const row = i * K;
      let max = logits[row]!;
      for (let j = 1; j < K; j++) max = Math.max(max, logits[row + j]!);
      let sum = 0;
      for (let j = 0; j < K; j++) sum += Math.exp(logits[row + j]! - max);
      const log = Math.log(sum);
      for (let j = 0; j < K; j++) total += targets[row + j]! * (log - (logits[row + j]! - max));
    }
    return total / m;
  },
  gradient(logits, targets, m, K, out) {
    for (let i = 0; i < m; i++) {
      const row = i * K;
      let max = logits[row]!;
      for (let j = 1; j < K; j++) max = Math.max(max, logits[row + j]!);
      let sum = 0;
      let mass = 0;
      for (let j = 0; j < K; j++) {
        const e = Math.exp(logits[row + j]! - max);
        out[row + j] = e;
        sum += e;
        mass += targets[row + j]!;
      }
      for (let j = 0; j < K; j++) out[row + j] = ((mass * out[row + j]!) / sum - targets[row + j]!) / m;
    }
  },
};
