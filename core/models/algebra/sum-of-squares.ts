import type { Matrix } from './matrix.ts';

/**
 * The sum of the squares of all entries: an L2 regulariser before its factor.
 *
 * @example
 * sumOfSquares(matrix(Float64Array.of(3, 4), 1, 2)); // 25
 */
export function sumOfSquares(of: Matrix): number {
  const { data, rows, columns, offset, stride } = of;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const row = offset + i * stride;
    for (let j = 0; j < columns; j++) {
      const value = data[row + j]!;
      sum += value * value;
    }
  }
  return sum;
}
