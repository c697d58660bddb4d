import type { Matrix } from './matrix.ts';

/**
 * Adds `factor` times `from` to `out`, in place: the gradient of an L2 regulariser.
 *
 * @param from - [m, n], plain.
 * @param out - [m, n], plain.
 * @example
 * const out = matrix(Float64Array.of(1), 1, 1);
 * addScaled(0.5, matrix(Float64Array.of(4), 1, 1), out);
 * out.data[0]; // 3
 */
export function addScaled(factor: number, from: Matrix, out: Matrix): void {
  const { data: source, rows, columns } = from;
  const target = out.data;
  for (let i = 0; i < rows; i++) {
    const read = from.offset + i * from.stride;
    const write = out.offset + i * out.stride;
    for (let j = 0; j < columns; j++) target[write + j] = target[write + j]! + factor * source[read + j]!;
  }
}
