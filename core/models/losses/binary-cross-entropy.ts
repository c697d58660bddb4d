import { sigmoid } from '../sigmoid.ts';
import type { LossKernel } from './loss-kernel.ts';

/**
 * Binary cross-entropy of every output, summed over outputs, averaged over examples:
 * max(z, 0) - t z + log1p(exp(-|z|)), which equals
 * -t log(a) - (1 - t) log(1 - a) for a = sigmoid(z) without the cancellation in 1 - a.
 *
 * The entries are independent, so examples may as well stand in columns.
 *
 * @example
 * binaryCrossEntropy.value(Float64Array.of(0), Float64Array.of(1), 1, 1); // Math.LN2
 */
export const binaryCrossEntropy: LossKernel = {
  value(logits, targets, m, K) {
    const size = m * K;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const z = logits[i]!;
      // Not softplus(z) - t z: for t = 1 and large z the small loss would drown in z before z is taken off.
      sum += Math.max(z, 0) - z * targets[i]! + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum / m;
  },
  gradient(logits, targets, m, K, out) {
    const size = m * K;
    for (let i = 0; i < size; i++) out[i] = (sigmoid(logits[i]!) - targets[i]!) / m;
  },
};
