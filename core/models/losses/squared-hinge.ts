import { activeMargins } from './active-margins.ts';
import type { LossKernel } from './loss-kernel.ts';

/**
 * Squared multiclass hinge with margin 1, averaged over examples: sum over j != y of max(0, z_j - z_y + 1)^2.
 *
 * @example
 * squaredHinge.value(Float64Array.of(1, 0), [1], 1, 2); // 4
 */
export const squaredHinge: LossKernel = {
  value(logits, y, m, K, sides) {
    let total = 0;
    for (let i = 0; i < m; i++) {
      const row = i * K;
      const label = y[i]!;
      const correct = logits[row + label]!;
      for (let j = 0; j < K; j++) {
        if (j === label) continue;
        const margin = logits[row + j]! - correct + 1;
        const excess = sides === undefined ? Math.max(margin, 0) : sides[row + j] === 1 ? margin : 0;
        total += excess * excess;
      }
    }
    return total / m;
  },
  gradient(logits, y, m, K, out) {
    for (let i = 0; i < m; i++) {
      const row = i * K;
      const label = y[i]!;
      const correct = logits[row + label]!;
      let pull = 0;
      for (let j = 0; j < K; j++) {
        if (j === label) continue;
        const push = (2 * Math.max(logits[row + j]! - correct + 1, 0)) / m;
        out[row + j] = push;
        pull += push;
      }
      out[row + label] = 0 - pull;
    }
  },
  sides: activeMargins,
};
