/** A value and by how much it may be off. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** The value of an extrapolation and the rounding carried into it. */
interface Entry {
  readonly value: number;
  readonly noise: number;
}

/**
 * Romberg's extrapolation of one-sided slopes, whose error falls by h, h^2, h^3, to step 0: the entry of the table with the
 * least estimate of its error.
 *
 * @param noise - Of the difference of two losses.
 */
export function romberg(slopes: readonly number[], steps: readonly number[], noise: number, ratio: number): Estimate {
  let best: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  let previous: Entry[] = [];
  for (const [k, slope] of slopes.entries()) {
    const row: Entry[] = [{ value: slope, noise: noise / steps[k]! }];
    for (let j = 1; j <= Math.min(3, previous.length); j++) {
      const factor = ratio ** j;
      const here = row[j - 1]!;
      const before = previous[j - 1]!;
      const value = (factor * here.value - before.value) / (factor - 1);
      const rounding = (factor * here.noise + before.noise) / (factor - 1);
      row.push({ value, noise: rounding });
      const error = Math.max(Math.abs(value - here.value), Math.abs(value - before.value)) + rounding;
      if (error < best.error) best = { value, error };
    }
    previous = row;
  }
  return best;
}
