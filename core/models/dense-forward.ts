import type { Tensor } from '../tensor.ts';
import type { Activation } from './activations/activation.ts';
import { activationKernelOf } from './activations/activation-kernel-of.ts';
import { addBias } from './algebra/add-bias.ts';
import { matmul } from './algebra/matmul.ts';
import { type Matrix, matrix } from './algebra/matrix.ts';
import { transpose } from './algebra/transpose.ts';
import { checkSides } from './checks/check-sides.ts';
import type { DenseLayer } from './dense-layers.ts';
import { workspace } from './workspace.ts';

/** One layer after a forward pass; `output` is `preActivation` itself in the last layer. */
export interface DenseLayerTrace {
  readonly layer: DenseLayer;
  /** [m, in]. */
  readonly input: Matrix;
  /** [m, out]. */
  readonly preActivation: Matrix;
  readonly output: Matrix;
}

/**
 * The forward pass of a dense network, Z_l = A_(l-1) W_l' + b_l and A_l = f(Z_l), logits linear.
 *
 * Uses workspace slots from 2 on: what it returns is valid until the next forward pass.
 *
 * @param X - [m, n].
 * @param sides - Of each hidden layer, the sides of a kinked activation to take instead of its own.
 * @throws RangeError when there is no such activation, or the sides do not fit the layers.
 * @example
 * const layers = denseLayers({ W1: tensor([1, 1], [2]), b1: tensor([1], [1]) }, tensor([1, 1]));
 * denseForward(layers, tensor([1, 1], [3]), 'relu')[0].output.data[0]; // 7
 */
export function denseForward(
  layers: readonly DenseLayer[],
  X: Tensor,
  activation: Activation,
  sides?: readonly Uint8Array[],
): DenseLayerTrace[] {
  const kernel = activationKernelOf(activation);
  const m = X.shape[0]!;
  const traces: DenseLayerTrace[] = [];
  let input = matrix(X.data, m, X.shape[1]!);
  for (let l = 0; l < layers.length; l++) {
    const layer = layers[l]!;
    const units = layer.weights.rows;
    const preActivation = matrix(workspace(2 * l + 2, m * units), m, units);
    matmul(input, transpose(layer.weights), preActivation);
    addBias(preActivation, layer.bias);
    let output = preActivation;
    if (l + 1 < layers.length) {
      output = matrix(workspace(2 * l + 3, m * units), m, units);
      if (sides !== undefined) checkSides(`layer ${l + 1}`, sides[l], m * units);
      kernel.apply(preActivation.data, output.data, m * units, sides?.[l]);
    }
    traces.push({ layer, input, preActivation, output });
    input = output;
  }
  return traces;
}
