/**
 * The active terms of a multiclass hinge, as a table [m, K]: 1 where z_j - z_y + 1 > 0 and j != y, else 0.
 * NaN counts as active, so that it is not lost.
 *
 * @param logits - [m, K] in row-major order.
 * @param y - Class 0..K-1 of every example.
 * @example
 * activeMargins(Float64Array.of(0, 1, 0.5), [1], 1, 3); // Uint8Array.of(0, 0, 1)
 */
export function activeMargins(logits: Float64Array, y: ArrayLike<number>, m: number, K: number): Uint8Array {
  const active = new Uint8Array(m * K);
  for (let i = 0; i < m; i++) {
    const row = i * K;
    const label = y[i]!;
    const correct = logits[row + label]!;
    for (let j = 0; j < K; j++) active[row + j] = j === label || logits[row + j]! - correct + 1 <= 0 ? 0 : 1;
  }
  return active;
}
