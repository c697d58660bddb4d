/** Three decimals, or what tells the factor from 1 and from 0. */
export function shortFactor(factor: number): string {
  const size = Math.abs(factor);
  if (size >= 1e6 || size < 5e-4) return factor.toExponential(2);
  return Math.abs(factor - 1) < 5e-4 ? String(Number(factor.toPrecision(10))) : factor.toFixed(3);
}
