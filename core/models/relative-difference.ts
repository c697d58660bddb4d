import { euclideanNorm } from './euclidean-norm.ts';

/** Denominator of a relative difference: |a| + |b| as in the course notebooks, or |a + b| as in checkNNGradients. */
export type RelativeDifferenceForm = 'sum-of-norms' | 'norm-of-sum';

/**
 * The classical criterion: |a - b| over |a| + |b| or over |a + b|, in Euclidean norms.
 *
 * Two zero vectors differ by 0. NaN in either gives NaN, which fails every threshold; so do infinities and norms
 * that overflow. With `norm-of-sum`, exactly opposite vectors differ by Infinity.
 *
 * @param form - Default `sum-of-norms`.
 * @throws RangeError when the vectors differ in length.
 * @example
 * relativeDifference([1], [3]); // 0.5
 */
export function relativeDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  form: RelativeDifferenceForm = 'sum-of-norms',
): number {
  if (a.length !== b.length) throw new RangeError(`a has ${a.length} entries, b has ${b.length}, expected as many`);
  const size = a.length;
  const difference = new Float64Array(size);
  for (let i = 0; i < size; i++) difference[i] = a[i]! - b[i]!;
  const numerator = euclideanNorm(difference);
  if (numerator === 0) return 0;
  const denominator = form === 'sum-of-norms' ? euclideanNorm(a) + euclideanNorm(b) : normOfSum(a, b);
  // A finite difference over an overflowed norm would be 0, the one answer that passes.
  return denominator === Infinity ? NaN : numerator / denominator;
}

function normOfSum(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const sum = new Float64Array(a.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a[i]! + b[i]!;
  return euclideanNorm(sum);
}
