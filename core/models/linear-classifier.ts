import { withSweeping } from '../sweep.ts';
import { tensor } from '../tensor.ts';
import { addBias } from './algebra/add-bias.ts';
import { addScaled } from './algebra/add-scaled.ts';
import { columnSums } from './algebra/column-sums.ts';
import { matmul } from './algebra/matmul.ts';
import { type Matrix, matrix } from './algebra/matrix.ts';
import { sumOfSquares } from './algebra/sum-of-squares.ts';
import { transpose } from './algebra/transpose.ts';
import { checkClassifier } from './checks/check-classifier.ts';
import { checkSides } from './checks/check-sides.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { classifierSweep } from './classifier-sweep.ts';
import type { LossKernel } from './losses/loss-kernel.ts';
import type { BranchingModel } from './model.ts';
import { labelTraits } from './traits/label-traits.ts';
import { marginTraits } from './traits/margin-traits.ts';
import { workspace } from './workspace.ts';

/**
 * Makes a linear classifier in vectorised form from a loss over scores X W[1:] + W[0].
 *
 * @example
 * linearClassifier('hingeClassifier', hinge).name; // 'hingeClassifier'
 */
export function linearClassifier(name: string, kernel: LossKernel): BranchingModel<ClassifierParams, ClassifierData> {
  const loss = (params: ClassifierParams, data: ClassifierData, sides?: Uint8Array): number => {
    checkClassifier(params, data);
    const { W } = params;
    const { data: scores, rows: n, columns: K } = scoresOf(params, data);
    if (sides !== undefined) checkSides('the loss', sides, n * K);
    const value = kernel.value(scores, data.y, n, K, sides);
    return value + 0.5 * data.lambda * sumOfSquares(matrix(W.data, W.shape[0]!, K));
  };
  return {
    name,
    loss: withSweeping(
      (params: ClassifierParams, data: ClassifierData) => loss(params, data),
      (params, data) => classifierSweep(params, data, kernel),
    ),
    frozen(params, data) {
      checkClassifier(params, data);
      const { data: scores, rows: n, columns: K } = scoresOf(params, data);
      const sides = kernel.sides?.(scores, data.y, n, K);
      return (at) => loss(at, data, sides);
    },
    classify(params, data) {
      checkClassifier(params, data);
      const { data: scores, rows: n, columns: K } = scoresOf(params, data);
      const sides = kernel.sides?.(scores, data.y, n, K);
      return [...labelTraits(data.y), ...(sides === undefined ? [] : marginTraits(sides, K))];
    },
    gradient(params, data) {
      checkClassifier(params, data);
      const { W } = params;
      const { X, y, lambda } = data;
      const scores = scoresOf(params, data);
      const { rows: n, columns: K } = scores;
      const D = X.shape[1]!;
      const delta = matrix(workspace(1, n * K), n, K);
      kernel.gradient(scores.data, y, n, K, delta.data);
      const dW = tensor(W.shape);
      columnSums(delta, dW.data);
      matmul(transpose(matrix(X.data, n, D)), delta, matrix(dW.data, D, K, K));
      addScaled(lambda, matrix(W.data, D + 1, K), matrix(dW.data, D + 1, K));
      return { W: dW };
    },
  };
}

function scoresOf({ W }: ClassifierParams, { X }: ClassifierData): Matrix {
  const [n, D] = X.shape as [number, number];
  const K = W.shape[1]!;
  const scores = matrix(workspace(0, n * K), n, K);
  matmul(matrix(X.data, n, D), matrix(W.data, D, K, K), scores);
  addBias(scores, W.data);
  return scores;
}
