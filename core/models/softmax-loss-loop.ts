import { checkClassifier } from './checks/check-classifier.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { exampleScores } from './example-scores.ts';
import { workspace } from './workspace.ts';

/**
 * The loss of {@link softmaxClassifier}, one example after the other as the formula reads.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * softmaxLossLoop({ W: tensor([3, 2]) }, { X: tensor([1, 2]), y: [0], lambda: 1 }); // Math.LN2
 */
export function softmaxLossLoop(params: ClassifierParams, data: ClassifierData): number {
  checkClassifier(params, data);
  const { W } = params;
  const { X, y, lambda } = data;
  const n = X.shape[0]!;
  const K = W.shape[1]!;
  const scores = workspace(0, K);
  let total = 0;
  for (let i = 0; i < n; i++) {
    exampleScores(W, X, i, scores);
    let max = -Infinity;
    for (let k = 0; k < K; k++) max = Math.max(max, scores[k]!);
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.exp(scores[k]! - max);
    total += Math.log(sum) - (scores[y[i]!]! - max);
  }
  let squares = 0;
  for (let p = 0; p < W.data.length; p++) squares += W.data[p]! * W.data[p]!;
  return total / n + 0.5 * lambda * squares;
}
