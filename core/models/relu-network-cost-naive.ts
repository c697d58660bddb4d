import { reluForward } from './relu-forward.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';

/**
 * The cost of {@link reluNetwork} as the notebook writes it, -y log(a) - (1 - y) log(1 - a) with a = 1 / (1 + exp(-z)),
 * averaged over the m examples. Rounding in 1 - a grows with z, and a = 1 makes it infinite or NaN; kept because the
 * notebook's numbers come from it.
 *
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * reluNetworkCostNaive({ W1: tensor([1, 2]), b1: tensor([1, 1]) }, { X: tensor([2, 3]), Y: [0, 1, 1] }); // Math.LN2
 */
export function reluNetworkCostNaive(params: ReluNetworkParams, data: ReluNetworkData): number {
  const { logits, targets } = reluForward(params, data);
  const m = logits.columns;
  const size = logits.rows * m;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const a = 1 / (1 + Math.exp(-logits.data[i]!));
    sum += -Math.log(a) * targets[i]! + -Math.log(1 - a) * (1 - targets[i]!);
  }
  return (1 / m) * sum;
}
