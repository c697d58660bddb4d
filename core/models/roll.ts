import { type Tensor, tensor } from '../tensor.ts';
import type { Order } from './debug-initialize-weights.ts';

/**
 * Cuts a vector made by {@link unroll} back into matrices.
 *
 * @param shapes - [rows, columns] of every matrix.
 * @param order - The order in which the vector was unrolled.
 * @throws RangeError when the shapes do not hold as many numbers as the vector.
 * @example
 * roll(Float64Array.of(1, 3, 2, 4), [[2, 2]], 'column-major')[0].data; // Float64Array.of(1, 2, 3, 4)
 */
export function roll(vector: Float64Array, shapes: readonly (readonly [number, number])[], order: Order): Tensor[] {
  const size = shapes.reduce((total, [rows, columns]) => total + rows * columns, 0);
  if (vector.length !== size) throw new RangeError(`the vector has ${vector.length} numbers, expected ${size}`);
  let at = 0;
  return shapes.map(([rows, columns]) => {
    const matrix = tensor([rows, columns]);
    for (let p = 0; p < rows * columns; p++) {
      const target = order === 'row-major' ? p : (p % rows) * columns + Math.floor(p / rows);
      matrix.data[target] = vector[at++]!;
    }
    return matrix;
  });
}
