import { activeMargins } from './active-margins.ts';
import type { LossKernel } from './loss-kernel.ts';

/**
 * Multiclass hinge of Weston and Watkins (1999) with margin 1, averaged over examples:
 * sum over j != y of max(0, z_j - z_y + 1). The subgradient at a kink is 0.
 *
 * @example
 * hinge.value(Float64Array.of(0, 0, 0), [1], 1, 3); // 2
 */
export const hinge: LossKernel = {
  value(logits, y, m, K, sides) {
    let total = 0;
    for (let i = 0; i < m; i++) {
      const row = i * K;
      const label = y[i]!;
      const correct = logits[row + label]!;
      for (let j = 0; j < K; j++) {
        if (j === label) continue;
        const margin = logits[row + j]! - correct + 1;
        total += sides === undefined ? Math.max(margin, 0) : sides[row + j] === 1 ? margin : 0;
      }
    }
    return total / m;
  },
  gradient(logits, y, m, K, out) {
    for (let i = 0; i < m; i++) {
      const row = i * K;
      const label = y[i]!;
      const correct = logits[row + label]!;
      let violated = 0;
      for (let j = 0; j < K; j++) {
        const active = j !== label && logits[row + j]! - correct + 1 > 0;
        out[row + j] = active ? 1 / m : 0;
        if (active) violated++;
      }
      out[row + label] = (0 - violated) / m;
    }
  },
  sides: activeMargins,
};
