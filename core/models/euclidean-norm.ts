/**
 * The Euclidean norm of a vector. Entries are scaled by a power of two when their squares would overflow or vanish,
 * which leaves ordinary values bit for bit as the plain formula gives them.
 *
 * @example
 * euclideanNorm([3, 4]); // 5
 */
export function euclideanNorm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || !(largest < Infinity)) return largest;
  const scale = largest > 1e140 ? 2 ** 600 : largest < 1e-140 ? 2 ** -600 : 1;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! / scale) ** 2;
  return Math.sqrt(sum) * scale;
}
