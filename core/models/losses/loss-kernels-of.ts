import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { hinge } from './hinge.ts';
import type { LossKernel } from './loss-kernel.ts';
import type { NetworkLoss } from './network-loss.ts';
import { softLabelCrossEntropy } from './soft-label-cross-entropy.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
import { squaredError } from './squared-error.ts';
import { squaredHinge } from './squared-hinge.ts';

/** A loss by what it compares with: class labels, or a tensor of targets. */
export interface LossKernels {
  readonly labels?: LossKernel;
  readonly targets?: LossKernel;
}

const kernels: Readonly<Record<NetworkLoss, LossKernels>> = {
  'binary-cross-entropy': { targets: binaryCrossEntropy },
  'softmax-cross-entropy': { labels: softmaxCrossEntropy, targets: softLabelCrossEntropy },
  hinge: { labels: hinge },
  'squared-hinge': { labels: squaredHinge },
  'squared-error': { targets: squaredError },
};

/**
 * The values and gradients behind a loss's name.
 *
 * @throws RangeError when there is no loss of that name.
 * @example
 * lossKernelsOf('hinge').labels === hinge; // true
 */
export function lossKernelsOf(loss: NetworkLoss): LossKernels {
  if (!Object.hasOwn(kernels, loss)) {
    throw new RangeError(`loss is ${JSON.stringify(loss)}, expected one of ${Object.keys(kernels).join(', ')}`);
  }
  return kernels[loss];
}
