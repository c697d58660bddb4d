import type { ClassifierData, ClassifierParams } from '../classifier.ts';
import { checkExamples } from './check-examples.ts';
import { checkLabels } from './check-labels.ts';
import { checkLambda } from './check-lambda.ts';
import { hasShape } from './has-shape.ts';
import { shapeError } from './shape-error.ts';

/**
 * Checks the parameters and data of a linear classifier.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * checkClassifier({ W: tensor([3, 4]) }, { X: tensor([1, 2]), y: [3], lambda: 0 }); // undefined
 */
export function checkClassifier(params: ClassifierParams, data: ClassifierData): void {
  const { W } = params;
  const { X, y, lambda } = data;
  checkExamples(X);
  const D = X.shape[1]!;
  if (!hasShape(W, D + 1, -1)) throw shapeError('W', W, `[${D + 1}, K]`, `X has ${D} columns, plus one row of biases`);
  checkLabels(y, X.shape[0]!, W.shape[1]!, 0);
  checkLambda(lambda);
}
