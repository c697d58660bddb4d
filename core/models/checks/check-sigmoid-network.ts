import type { SigmoidNetworkData, SigmoidNetworkParams } from '../sigmoid-network-types.ts';
import { checkExamples } from './check-examples.ts';
import { checkLabels } from './check-labels.ts';
import { checkLambda } from './check-lambda.ts';
import { hasShape } from './has-shape.ts';
import { shapeError } from './shape-error.ts';

/**
 * Checks the parameters and data of {@link sigmoidNetwork}. Shapes are compared, not lengths: with fan-in and fan-out
 * swapped, 3x6 and 5x4 weights hold as many numbers as 5x4 and 3x6 ones.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * const params = { Theta1: tensor([5, 4]), Theta2: tensor([3, 6]) };
 * checkSigmoidNetwork(params, { X: tensor([1, 3]), y: [3], lambda: 0 }); // undefined
 */
export function checkSigmoidNetwork(params: SigmoidNetworkParams, data: SigmoidNetworkData): void {
  const { Theta1, Theta2 } = params;
  const { X, y, lambda } = data;
  checkExamples(X);
  const n = X.shape[1]!;
  if (!hasShape(Theta1, -1, n + 1)) {
    throw shapeError('Theta1', Theta1, `[h, ${n + 1}]`, `X has ${n} columns, plus one column of biases`);
  }
  const h = Theta1.shape[0]!;
  if (!hasShape(Theta2, -1, h + 1)) {
    throw shapeError('Theta2', Theta2, `[K, ${h + 1}]`, `Theta1 has ${h} rows, plus one column of biases`);
  }
  checkLabels(y, X.shape[0]!, Theta2.shape[0]!, 1);
  checkLambda(lambda);
}
