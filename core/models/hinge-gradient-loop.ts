import { tensor } from '../tensor.ts';
import { addExampleOuterProduct } from './add-example-outer-product.ts';
import { checkClassifier } from './checks/check-classifier.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { exampleScores } from './example-scores.ts';
import { workspace } from './workspace.ts';

/**
 * The gradient of {@link hingeClassifier}, one example after the other as the formula reads: every violated margin
 * adds x to its own class and takes x off the true class; averaged, plus lambda W. At a kink the margin is not violated.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * hingeGradientLoop({ W: tensor([2, 2]) }, { X: tensor([1, 1]), y: [0], lambda: 1 }).W.data[0]; // -1
 */
export function hingeGradientLoop(params: ClassifierParams, data: ClassifierData): ClassifierParams {
  checkClassifier(params, data);
  const { W } = params;
  const { X, y, lambda } = data;
  const n = X.shape[0]!;
  const K = W.shape[1]!;
  const scores = workspace(0, K);
  const delta = workspace(1, K);
  const dW = tensor(W.shape);
  for (let i = 0; i < n; i++) {
    exampleScores(W, X, i, scores);
    const label = y[i]!;
    delta.fill(0, 0, K);
    for (let k = 0; k < K; k++) {
      if (k === label || !(scores[k]! - scores[label]! + 1 > 0)) continue;
      delta[k] = delta[k]! + 1;
      delta[label] = delta[label]! - 1;
    }
    addExampleOuterProduct(X, i, delta, dW);
  }
  for (let p = 0; p < dW.data.length; p++) dW.data[p] = dW.data[p]! / n + lambda * W.data[p]!;
  return { W: dW };
}
