/** A view of a rectangle within a row-major buffer; `transposed` means that `rows` and `columns` are those of the transpose. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Index of the first entry in `data`. */
  readonly offset: number;
  /** Distance in `data` between the starts of two stored rows. */
  readonly stride: number;
  readonly transposed: boolean;
}

/**
 * Views a row-major buffer as a matrix, without copying.
 *
 * @param offset - Index of the first entry; default 0. With a bias column in front it is 1.
 * @param stride - Distance between two rows; default `columns`. With a bias column in front it is `columns + 1`.
 * @example
 * matrix(Float64Array.of(9, 1, 2, 9, 3, 4), 2, 2, 1, 3).stride; // 3
 */
export function matrix(
  data: Float64Array,
  rows: number,
  columns: number,
  offset = 0,
  stride: number = columns,
): Matrix {
  return { data, rows, columns, offset, stride, transposed: false };
}
