import type { Matrix } from './matrix.ts';

/**
 * Views a matrix as its transpose, without copying.
 *
 * @example
 * transpose(matrix(new Float64Array(6), 2, 3)).rows; // 3
 */
export function transpose(of: Matrix): Matrix {
  const { data, rows, columns, offset, stride, transposed } = of;
  return { data, rows: columns, columns: rows, offset, stride, transposed: !transposed };
}
