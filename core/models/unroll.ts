import type { Tensor } from '../tensor.ts';
import type { Order } from './debug-initialize-weights.ts';

/**
 * Unrolls matrices one after the other into one vector, as `[Theta1(:); Theta2(:)]` does in Octave.
 *
 * @param matrices - Row-major tensors of two axes.
 * @param order - `column-major` as Octave's `(:)`, `row-major` as NumPy's `ravel`.
 * @example
 * unroll([tensor([2, 2], [1, 2, 3, 4])], 'column-major'); // Float64Array.of(1, 3, 2, 4)
 */
export function unroll(matrices: readonly Tensor[], order: Order): Float64Array {
  const vector = new Float64Array(matrices.reduce((size, { data }) => size + data.length, 0));
  let at = 0;
  for (const { shape, data } of matrices) {
    const [rows, columns] = shape as [number, number];
    for (let p = 0; p < data.length; p++) {
      vector[at++] = order === 'row-major' ? data[p]! : data[(p % rows) * columns + Math.floor(p / rows)]!;
    }
  }
  return vector;
}
