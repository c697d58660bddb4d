import { type Tensor, tensor } from '../core/tensor.ts';
import type { RandomSource } from './random-source.ts';

/**
 * Draws a matrix whose rows (or columns, where there are fewer) are orthonormal, uniform among all such matrices.
 *
 * By Gram-Schmidt on normal vectors, twice over since once loses orthogonality; the divisors are positive, as uniformity
 * asks (Mezzadri 2007, eq. 5.11). As initial weights: Saxe, McClelland and Ganguli 2013.
 */
export function drawOrthogonal(source: RandomSource, rows: number, columns: number): Tensor {
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const basis: number[][] = [];
  while (basis.length < count) {
    let vector = Array.from({ length }, () => source.normal());
    for (const other of [...basis, ...basis]) {
      const along = dot(vector, other);
      vector = vector.map((x, i) => x - along * other[i]!);
    }
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-8) basis.push(vector.map((x) => x / norm));
  }
  const result = tensor([rows, columns]);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result.data[i * columns + j] = rows <= columns ? basis[i]![j]! : basis[j]![i]!;
  }
  return result;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
