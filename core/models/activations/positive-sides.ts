/**
 * Which of the first `size` entries are above zero: 1 or 0 each. NaN counts as above, so that a relu does not lose it.
 *
 * @example
 * positiveSides(Float64Array.of(-1, 0, 2), 3); // Uint8Array.of(0, 0, 1)
 */
export function positiveSides(z: Float64Array, size: number): Uint8Array {
  const sides = new Uint8Array(size);
  for (let i = 0; i < size; i++) sides[i] = z[i]! <= 0 ? 0 : 1;
  return sides;
}
