/** Pivots this much smaller than the largest mean rows that cannot be told apart. */
const LEAST_PIVOT = 1e-5;

/**
 * The matrix P = (X X')^-1 X, so that P g are the coefficients of g = X' a; undefined where the rows of X depend on each
 * other.
 *
 * @param X - [m, n].
 * @returns [m, n].
 */
export function pseudoInverse(X: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined {
  const m = X.length;
  if (m > (X[0]?.length ?? 0)) return undefined;
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * b[j]!, 0);
  // Gauss and Jordan on [X X' | X], with pivots from the diagonal, as the matrix is symmetric.
  const work = X.map((row) => [...X.map((other) => dot(row, other)), ...row]);
  const largest = Math.max(...work.map((row, i) => row[i]!));
  for (let k = 0; k < m; k++) {
    const pivot = work[k]![k]!;
    if (!(pivot > LEAST_PIVOT * largest)) return undefined;
    const own = work[k]!.map((x) => x / pivot);
    work[k] = own;
    for (let i = 0; i < m; i++) {
      const factor = work[i]![k]!;
      if (i !== k && factor !== 0) work[i] = work[i]!.map((x, j) => x - factor * own[j]!);
    }
  }
  return work.map((row) => row.slice(m));
}
