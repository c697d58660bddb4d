import { type Tensor, tensor } from '../tensor.ts';
import { activationKernelOf } from './activations/activation-kernel-of.ts';
import { addScaled } from './algebra/add-scaled.ts';
import { columnSums } from './algebra/column-sums.ts';
import { matmul } from './algebra/matmul.ts';
import { matrix } from './algebra/matrix.ts';
import { transpose } from './algebra/transpose.ts';
import { densePass } from './dense-pass.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
import { layerName } from './layer-name.ts';
import { workspace } from './workspace.ts';

/**
 * The gradient of a dense network at inputs X, for {@link denseNetwork} and {@link denseNetworkWithInputs}.
 *
 * @param inputBlock - Name of the block that holds X, when X is a parameter.
 * @returns New tensors under the names of `params`, in their order.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseGradient(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' }).b1.data; // Float64Array.of(-1, 1)
 */
export function denseGradient(
  params: DenseParams,
  X: Tensor,
  data: DenseDataWithoutInputs,
  inputBlock?: string,
): DenseParams {
  const { traces, logits, kernel, targets, lambda, regularise } = densePass(params, X, data, inputBlock);
  const activation = activationKernelOf(data.activation);
  const { rows: m, columns: K } = logits;
  const blocks: Record<string, Tensor> = {};
  for (const name of Object.keys(params)) blocks[name] = tensor(params[name]!.shape);

  let delta = matrix(workspace(0, m * K), m, K);
  kernel.gradient(logits.data, targets, m, K, delta.data);
  for (let l = traces.length; l >= 1; l--) {
    const { layer, input } = traces[l - 1]!;
    const { rows: units, columns: inputs } = layer.weights;
    const dW = matrix(blocks[layerName('W', l)]!.data, units, inputs);
    const db = blocks[layerName('b', l)]!.data;
    matmul(transpose(delta), input, dW);
    columnSums(delta, db);
    addScaled(lambda, layer.weights, dW);
    if (regularise === 'all') addScaled(lambda, matrix(layer.bias, 1, units), matrix(db, 1, units));
    if (l === 1) break;
    const back = matrix(workspace((traces.length - l + 1) % 2, m * inputs), m, inputs);
    matmul(delta, layer.weights, back);
    const { preActivation, output } = traces[l - 2]!;
    activation.backpropagate(back.data, preActivation.data, output.data, m * inputs);
    delta = back;
  }
  if (inputBlock !== undefined) {
    const { weights } = traces[0]!.layer;
    matmul(delta, weights, matrix(blocks[inputBlock]!.data, m, weights.columns));
  }
  return blocks;
}
