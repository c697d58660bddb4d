import { type Tensor, tensor } from '../tensor.ts';
import { hasShape } from './checks/has-shape.ts';
import { shapeError } from './checks/shape-error.ts';

/** Result of {@link normaliseRows}. */
export interface NormalisedRows {
  /** [m, n], every row with mean 0 and population standard deviation 1. */
  readonly X: Tensor;
  /** [m, 1]. */
  readonly mean: Tensor;
  /** [m, 1], 1 for a constant row. */
  readonly std: Tensor;
}

/**
 * Takes the mean off every row and divides it by its population standard deviation, as the softmax exercise does
 * with its images. A constant row becomes zeros, and its deviation is given as 1 rather than dividing by zero.
 *
 * @param X - [m, n] with n >= 1; not changed.
 * @throws TypeError when X is no tensor, RangeError when it is no matrix or has no columns.
 * @example
 * normaliseRows(tensor([1, 2], [1, 3])).X.data; // Float64Array.of(-1, 1)
 */
export function normaliseRows(X: Tensor): NormalisedRows {
  if (!hasShape(X, -1, -1) || X.shape[1] === 0) throw shapeError('X', X, '[m, n]', 'a matrix with at least one column');
  const [m, n] = X.shape as [number, number];
  const scaled = tensor([m, n]);
  const mean = tensor([m, 1]);
  const std = tensor([m, 1]);
  for (let i = 0; i < m; i++) {
    const row = X.data.subarray(i * n, (i + 1) * n);
    // Equality decides, not a zero deviation: the rounded mean of 0.1, 0.1, 0.1 is not 0.1.
    const constant = row.every((value) => value === row[0]);
    const average = constant ? row[0]! : row.reduce((sum, value) => sum + value, 0) / n;
    const squares = row.reduce((sum, value) => sum + (value - average) ** 2, 0);
    const deviation = constant ? 1 : Math.sqrt(squares / n);
    mean.data[i] = average;
    std.data[i] = deviation;
    for (let j = 0; j < n; j++) scaled.data[i * n + j] = (row[j]! - average) / deviation;
  }
  return { X: scaled, mean, std };
}
