import { withSweeping } from '../sweep.ts';
import type { Tensor } from '../tensor.ts';
import { denseBranches } from './dense-branches.ts';
import { denseGradient } from './dense-gradient.ts';
import { denseLoss } from './dense-loss.ts';
import { denseSweep } from './dense-sweep.ts';
import { denseTraits } from './dense-traits.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
import type { BranchingModel } from './model.ts';

/**
 * {@link denseNetwork} with the inputs X [m, n] as one more block of its parameters, so that the gradient with respect
 * to inputs is checked too. X is never regularised.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1], [1, 3]), b1: tensor([2]), X: tensor([1, 1]) };
 * denseNetworkWithInputs.gradient(params, { y: [0], activation: 'relu', loss: 'hinge' }).X.data[0]; // 2
 */
export const denseNetworkWithInputs: BranchingModel<DenseParams, DenseDataWithoutInputs> = {
  name: 'denseNetworkWithInputs',
  loss: withSweeping(
    (params: DenseParams, data: DenseDataWithoutInputs) => denseLoss(params, inputsOf(params), data, 'X'),
    (params, data) => denseSweep(params, inputsOf(params), data, 'X'),
  ),
  gradient: (params, data) => denseGradient(params, inputsOf(params), data, 'X'),
  frozen(params, data) {
    const branches = denseBranches(params, inputsOf(params), data, 'X');
    return (at) => denseLoss(at, inputsOf(at), data, 'X', branches);
  },
  classify: (params, data) => denseTraits(params, inputsOf(params), data, 'X'),
};

function inputsOf(params: DenseParams): Tensor {
  const { X } = params;
  if (X === undefined) throw new TypeError(`X is missing: params has ${Object.keys(params).join(', ') || 'no blocks'}`);
  return X;
}
