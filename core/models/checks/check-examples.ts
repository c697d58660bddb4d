import type { Tensor } from '../../tensor.ts';
import { hasShape } from './has-shape.ts';
import { shapeError } from './shape-error.ts';

/**
 * Checks that X is a matrix with at least one example in its rows: a mean over none would be NaN.
 *
 * @throws TypeError when X is no tensor, RangeError when it has other than two axes or no rows.
 * @example
 * checkExamples(tensor([5, 3])); // undefined
 */
export function checkExamples(X: Tensor): void {
  if (!hasShape(X, -1, -1) || X.shape[0] === 0) throw shapeError('X', X, '[m, n]', 'one example per row, at least one');
}
