import type { Sweep } from '../sweep.ts';
import { identityActivation } from './activations/identity.ts';
import { matrix } from './algebra/matrix.ts';
import { transpose } from './algebra/transpose.ts';
import { checkClassifier } from './checks/check-classifier.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { layerSweep } from './layer-sweep.ts';
import type { LossKernel } from './losses/loss-kernel.ts';

/**
 * The loss of a linear classifier along single entries of its weights.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * const params = { W: tensor([2, 3]) };
 * classifierSweep(params, { X: tensor([1, 1]), y: [0], lambda: 0 }, hinge)('W', 1)(3); // 5
 */
export function classifierSweep(params: ClassifierParams, data: ClassifierData, kernel: LossKernel): Sweep {
  checkClassifier(params, data);
  const { W } = params;
  const { X, y, lambda } = data;
  const [m, D] = X.shape as [number, number];
  const K = W.shape[1]!;
  return layerSweep({
    params: { W },
    inputs: X.data,
    examples: m,
    layers: [{ weights: transpose(matrix(W.data, D, K, K)), bias: W.data }],
    activation: identityActivation,
    loss: (logits) => kernel.value(logits, y, m, K),
    penalty: { factor: 0.5 * lambda, of: [matrix(W.data, D + 1, K)] },
  });
}
