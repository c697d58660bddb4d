import { checkClassifier } from './checks/check-classifier.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { exampleScores } from './example-scores.ts';
import { workspace } from './workspace.ts';

/**
 * The loss of {@link hingeClassifier}, one example after the other as the formula reads.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * hingeLossLoop({ W: tensor([3, 2]) }, { X: tensor([1, 2]), y: [0], lambda: 1 }); // 1
 */
export function hingeLossLoop(params: ClassifierParams, data: ClassifierData): number {
  checkClassifier(params, data);
  const { W } = params;
  const { X, y, lambda } = data;
  const n = X.shape[0]!;
  const K = W.shape[1]!;
  const scores = workspace(0, K);
  let total = 0;
  for (let i = 0; i < n; i++) {
    exampleScores(W, X, i, scores);
    for (let k = 0; k < K; k++) {
      if (k !== y[i]) total += Math.max(0, scores[k]! - scores[y[i]!]! + 1);
    }
  }
  let squares = 0;
  for (let p = 0; p < W.data.length; p++) squares += W.data[p]! * W.data[p]!;
  return total / n + 0.5 * lambda * squares;
}
