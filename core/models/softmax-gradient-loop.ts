import { tensor } from '../tensor.ts';
import { addExampleOuterProduct } from './add-example-outer-product.ts';
import { checkClassifier } from './checks/check-classifier.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { exampleScores } from './example-scores.ts';
import { workspace } from './workspace.ts';

/**
 * The gradient of {@link softmaxClassifier}, one example after the other as the formula reads:
 * x (p_k - [k = y]) for class k, averaged, plus lambda W.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * softmaxGradientLoop({ W: tensor([2, 2]) }, { X: tensor([1, 1]), y: [0], lambda: 1 }).W.data[0]; // -0.5
 */
export function softmaxGradientLoop(params: ClassifierParams, data: ClassifierData): ClassifierParams {
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
    let max = -Infinity;
    for (let k = 0; k < K; k++) max = Math.max(max, scores[k]!);
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.exp(scores[k]! - max);
    for (let k = 0; k < K; k++) delta[k] = Math.exp(scores[k]! - max) / sum - (k === y[i] ? 1 : 0);
    addExampleOuterProduct(X, i, delta, dW);
  }
  for (let p = 0; p < dW.data.length; p++) dW.data[p] = dW.data[p]! / n + lambda * W.data[p]!;
  return { W: dW };
}
