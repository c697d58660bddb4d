import type { LossKernel } from './loss-kernel.ts';

/**
 * Half the squared error, summed over outputs, averaged over examples: 0.5 sum (z - t)^2 / m.
 *
 * @example
 * squaredError.value(Float64Array.of(3, 1), Float64Array.of(1, 1), 1, 2); // 2
 */
export const squaredError: LossKernel = {
  value(logits, targets, m, K) {
    const size = m * K;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const error = logits[i]! - targets[i]!;
      sum += error * error;
    }
    return (0.5 * sum) / m;
  },
  gradient(logits, targets, m, K, out) {
    const size = m * K;
    for (let i = 0; i < size; i++) out[i] = (logits[i]! - targets[i]!) / m;
  },
};
