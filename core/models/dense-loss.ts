import type { Tensor } from '../tensor.ts';
import { matrix } from './algebra/matrix.ts';
import { sumOfSquares } from './algebra/sum-of-squares.ts';
import { checkSides } from './checks/check-sides.ts';
import type { DenseBranches } from './dense-branches.ts';
import { densePass } from './dense-pass.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';

/**
 * The loss of a dense network at inputs X, for {@link denseNetwork} and {@link denseNetworkWithInputs}.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @param branches - Branches to take instead of those at `params`.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does
 *   not fit, or when the branches are those of other shapes.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseLoss(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' }); // 1
 */
export function denseLoss(
  params: DenseParams,
  X: Tensor,
  data: DenseDataWithoutInputs,
  other?: string,
  branches?: DenseBranches,
): number {
  const { traces, logits, kernel, targets, lambda, regularise } = densePass(params, X, data, other, branches?.hidden);
  const { rows: m, columns: K } = logits;
  if (branches?.loss !== undefined) checkSides('the loss', branches.loss, m * K);
  const value = kernel.value(logits.data, targets, m, K, branches?.loss);
  if (lambda === 0) return value;
  let squares = 0;
  for (const { layer } of traces) {
    squares += sumOfSquares(layer.weights);
    if (regularise === 'all') squares += sumOfSquares(matrix(layer.bias, 1, layer.bias.length));
  }
  return value + 0.5 * lambda * squares;
}
