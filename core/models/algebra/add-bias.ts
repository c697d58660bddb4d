import type { Matrix } from './matrix.ts';

/**
 * Adds one bias per column to every row of `z`, in place.
 *
 * @param z - [m, n], plain.
 * @param bias - Holds the n biases at 0, `step`, 2 `step`, ...
 * @param step - Default 1. A bias column of [n, k + 1] weights has step k + 1.
 * @example
 * const z = matrix(new Float64Array(2), 2, 1);
 * addBias(z, Float64Array.of(5));
 * z.data[1]; // 5
 */
export function addBias(z: Matrix, bias: Float64Array, step = 1): void {
  const { data, rows, columns, offset, stride } = z;
  for (let i = 0; i < rows; i++) {
    const row = offset + i * stride;
    for (let j = 0; j < columns; j++) data[row + j] = data[row + j]! + bias[j * step]!;
  }
}
