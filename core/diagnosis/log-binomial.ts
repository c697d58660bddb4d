/** The decimal logarithm of the number of ways to pick k of n. */
export function logBinomial(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log10((n - i + 1) / i);
  return sum;
}
