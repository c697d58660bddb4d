import type { Sweep } from '../sweep.ts';
import type { Tensor } from '../tensor.ts';
import { activationKernelOf } from './activations/activation-kernel-of.ts';
import { matrix } from './algebra/matrix.ts';
import { denseHead } from './dense-head.ts';
import { denseLayers } from './dense-layers.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
import { layerSweep } from './layer-sweep.ts';

/**
 * {@link denseLoss} along single entries of its parameters.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or name does not fit.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseSweep(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' })('b1', 1)(3); // 4
 */
export function denseSweep(params: DenseParams, X: Tensor, data: DenseDataWithoutInputs, other?: string): Sweep {
  const { lambda = 0, regularise = 'weights' } = data;
  const layers = denseLayers(params, X, other);
  const m = X.shape[0]!;
  const K = layers.at(-1)!.weights.rows;
  const { kernel, targets } = denseHead(data.loss, data.y, m, K);
  const regularised = layers.flatMap(({ weights, bias }) =>
    regularise === 'all' ? [weights, matrix(bias, 1, bias.length)] : [weights],
  );
  return layerSweep({
    params,
    inputs: X.data,
    examples: m,
    layers,
    activation: activationKernelOf(data.activation),
    loss: (logits) => kernel.value(logits, targets, m, K),
    penalty: { factor: 0.5 * lambda, of: lambda === 0 ? [] : regularised },
  });
}
