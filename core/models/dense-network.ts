import { withSweeping } from '../sweep.ts';
import { denseBranches } from './dense-branches.ts';
import { denseGradient } from './dense-gradient.ts';
import { denseLoss } from './dense-loss.ts';
import { denseSweep } from './dense-sweep.ts';
import { denseTraits } from './dense-traits.ts';
import type { DenseData, DenseParams } from './dense-types.ts';
import type { BranchingModel } from './model.ts';

/**
 * A fully connected network of any depth, with a choice of activation, loss and regulariser: Z_l = A_(l-1) W_l' + b_l,
 * activation on hidden layers only, logits linear. Every loss is a mean over the m examples; with sigma the sigmoid:
 *
 * - `binary-cross-entropy`: -t log sigma(z) - (1 - t) log(1 - sigma(z)) summed over outputs, y a tensor [m, K]
 * - `softmax-cross-entropy`: log(sum_j exp(z_j)) - z_y for labels, -sum_j t_j log p_j for a tensor [m, K]
 * - `hinge`: sum over j != y of max(0, z_j - z_y + 1), labels
 * - `squared-hinge`: sum over j != y of max(0, z_j - z_y + 1)^2, labels
 * - `squared-error`: 0.5 sum_j (z_j - t_j)^2, y a tensor [m, K]
 *
 * Subgradients at the kinks of relu and hinge are 0, of leaky-relu (slope 0.01) 0.01, as in torch.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([4, 2]), b1: tensor([4]), W2: tensor([3, 4]), b2: tensor([3]) };
 * denseNetwork.loss(params, { X: tensor([1, 2]), y: [2], activation: 'tanh', loss: 'softmax-cross-entropy' }); // Math.log(3)
 */
export const denseNetwork: BranchingModel<DenseParams, DenseData> = {
  name: 'denseNetwork',
  loss: withSweeping(
    (params: DenseParams, data: DenseData) => denseLoss(params, data.X, data),
    (params, data) => denseSweep(params, data.X, data),
  ),
  gradient: (params, data) => denseGradient(params, data.X, data),
  frozen(params, data) {
    const branches = denseBranches(params, data.X, data);
    return (at) => denseLoss(at, data.X, data, undefined, branches);
  },
  classify: (params, data) => denseTraits(params, data.X, data),
};
