import type { Matrix } from './matrix.ts';

/**
 * Adds the sum of every column of `z` to `out`: the gradient of a bias that was added to every row.
 *
 * @param z - [m, n], plain.
 * @param out - Receives n sums at 0, `step`, 2 `step`, ...
 * @param step - Default 1. A bias column of [n, k + 1] weights has step k + 1.
 * @example
 * const sums = new Float64Array(1);
 * columnSums(matrix(Float64Array.of(1, 2), 2, 1), sums);
 * sums[0]; // 3
 */
export function columnSums(z: Matrix, out: Float64Array, step = 1): void {
  const { data, rows, columns, offset, stride } = z;
  for (let i = 0; i < rows; i++) {
    const row = offset + i * stride;
    for (let j = 0; j < columns; j++) out[j * step] = out[j * step]! + data[row + j]!;
  }
}
