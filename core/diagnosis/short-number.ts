/** Four decimals, or four digits of what is very small or large. */
export function shortNumber(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e6 || size < 5e-3)) return x.toExponential(3);
  return x.toFixed(4);
}
