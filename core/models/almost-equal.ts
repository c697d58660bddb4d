/**
 * The criterion of `numpy.testing.assert_almost_equal`: every |a - b| < 1.5 * 10^-decimals.
 *
 * It is absolute, so that small gradients pass whatever their digits. NaN equals nothing; an infinity equals itself.
 *
 * @param decimals - Default 7.
 * @throws RangeError when the vectors differ in length.
 * @example
 * almostEqual([1], [1 + 1e-7]); // true
 */
export function almostEqual(a: ArrayLike<number>, b: ArrayLike<number>, decimals = 7): boolean {
  if (a.length !== b.length) throw new RangeError(`a has ${a.length} entries, b has ${b.length}, expected as many`);
  const tolerance = 1.5 * 10 ** -decimals;
  for (let i = 0; i < a.length; i++) {
    if (!(a[i] === b[i] || Math.abs(a[i]! - b[i]!) < tolerance)) return false;
  }
  return true;
}
