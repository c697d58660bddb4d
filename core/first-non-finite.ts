/**
 * The index of the first number that is NaN or infinite, -1 where there is none.
 *
 * @example
 * firstNonFinite(Float64Array.of(1, Number.NaN)); // 1
 */
export function firstNonFinite(values: Float64Array): number {
  // Not findIndex, which boxes every number for its callback.
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
