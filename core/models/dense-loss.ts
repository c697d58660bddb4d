import type { Tensor } from '../tensor.ts';
import { matrix } from './algebra/matrix.ts';
import { sumOfSquares } from './algebra/sum-of-squares.ts';
import { checkRegulariser } from './checks/check-regulariser.ts';
import { denseForward } from './dense-forward.ts';
import { denseHead } from './dense-head.ts';
import { denseLayers } from './dense-layers.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';

/**
 * The loss of a dense network at inputs X, for {@link denseNetwork} and {@link denseNetworkWithInputs}.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseLoss(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' }); // 1
 */
export function denseLoss(params: DenseParams, X: Tensor, data: DenseDataWithoutInputs, other?: string): number {
  const { lambda = 0, regularise = 'weights' } = data;
  const layers = denseLayers(params, X, other);
  checkRegulariser(lambda, regularise);
  const logits = denseForward(layers, X, data.activation)[layers.length - 1]!.output;
  const { kernel, targets } = denseHead(data.loss, data.y, logits.rows, logits.columns);
  const value = kernel.value(logits.data, targets, logits.rows, logits.columns);
  if (lambda === 0) return value;
  let squares = 0;
  for (const { weights, bias } of layers) {
    squares += sumOfSquares(weights);
    if (regularise === 'all') squares += sumOfSquares(matrix(bias, 1, bias.length));
  }
  return value + 0.5 * lambda * squares;
}
