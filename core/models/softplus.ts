/**
 * The function log(1 + exp(z)) as max(z, 0) + log1p(exp(-|z|)), which neither overflows nor cancels.
 *
 * @example
 * softplus(1000); // 1000
 */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}
