import type { Sweep } from '../sweep.ts';
import { sigmoidActivation } from './activations/sigmoid.ts';
import { matrix } from './algebra/matrix.ts';
import { checkSigmoidNetwork } from './checks/check-sigmoid-network.ts';
import { layerSweep } from './layer-sweep.ts';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.ts';
import type { SigmoidNetworkData, SigmoidNetworkParams } from './sigmoid-network-types.ts';

/**
 * The loss of {@link sigmoidNetwork} along single entries of its parameters.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * const params = { Theta1: tensor([5, 4]), Theta2: tensor([3, 6]) };
 * sigmoidSweep(params, { X: tensor([1, 3]), y: [3], lambda: 1 })('Theta2', 1)(0); // 3 * Math.LN2
 */
export function sigmoidSweep(params: SigmoidNetworkParams, data: SigmoidNetworkData): Sweep {
  checkSigmoidNetwork(params, data);
  const { X, y, lambda } = data;
  const m = X.shape[0]!;
  const { Theta1, Theta2 } = params;
  const layers = [Theta1, Theta2].map(({ shape: [units, width], data: bias }) => ({
    weights: matrix(bias, units!, width! - 1, 1, width),
    bias,
    biasStep: width!,
  }));
  const K = Theta2.shape[0]!;
  const targets = new Float64Array(m * K);
  for (let i = 0; i < m; i++) targets[i * K + y[i]! - 1] = 1;
  return layerSweep({
    params: { Theta1, Theta2 },
    inputs: X.data,
    examples: m,
    layers,
    activation: sigmoidActivation,
    loss: (logits) => binaryCrossEntropy.value(logits, targets, m, K),
    penalty: { factor: lambda / (2 * m), of: layers.map(({ weights }) => weights) },
  });
}
