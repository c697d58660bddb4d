import type { Tensor } from '../tensor.ts';
import { checkLabels } from './checks/check-labels.ts';
import { hasShape } from './checks/has-shape.ts';
import { shapeError } from './checks/shape-error.ts';
import type { LossKernel } from './losses/loss-kernel.ts';
import { lossKernelsOf } from './losses/loss-kernels-of.ts';
import type { NetworkLoss } from './losses/network-loss.ts';

/** A loss and what it compares the logits with. */
export interface DenseHead {
  readonly kernel: LossKernel;
  readonly targets: ArrayLike<number>;
}

/**
 * Picks the loss on top of a dense network by its name and by the kind of `y`, and checks that they go together.
 *
 * @param m - Number of examples.
 * @param K - Number of outputs.
 * @throws TypeError when `y` is of the wrong kind for the loss, RangeError when its shape, length or labels do not fit.
 * @example
 * denseHead('hinge', [0, 1], 2, 3).targets; // [0, 1]
 */
export function denseHead(loss: NetworkLoss, y: readonly number[] | Tensor, m: number, K: number): DenseHead {
  const { labels, targets } = lossKernelsOf(loss);
  if (y !== null && typeof y === 'object' && 'shape' in y) {
    if (targets === undefined) throw new TypeError(`y is a tensor, expected a list of ${m} class labels for ${loss}`);
    if (!hasShape(y, m, K)) throw shapeError('y', y, `[${m}, ${K}]`, 'one row per row of X, one column per output');
    return { kernel: targets, targets: y.data };
  }
  if (labels === undefined)
    throw new TypeError(`y is no tensor, expected a tensor [${m}, ${K}] of targets for ${loss}`);
  checkLabels(y, m, K, 0);
  return { kernel: labels, targets: y };
}
