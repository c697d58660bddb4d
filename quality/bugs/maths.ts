/** The inner product of two vectors of the same length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** log(sum(exp(values))), shifted by the largest value so that nothing overflows. */
export function logSumExp(values: ArrayLike<number>): number {
  const most = Math.max(...Array.from(values));
  return most + Math.log(sum(Array.from(values, (value) => Math.exp(value - most))));
}

/** exp(values) / sum(exp(values)), shifted likewise. */
export function softmax(values: ArrayLike<number>): Float64Array {
  const most = Math.max(...Array.from(values));
  const powers = Float64Array.from(values, (value) => Math.exp(value - most));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** The index of the largest value, the first of equal ones. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Zeros in the shape of a matrix. */
export function zerosLike(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => row.map(() => 0));
}
