import { computeNumericalGradient } from '../core/models/index.ts';

/**
 * The check of the classical exercises in plain JavaScript: two losses for every entry of one tensor and the relative
 * norm of the difference.
 */
export function classicalLoop(
  loss: (theta: Float64Array) => number,
  gradient: Float64Array,
  theta: Float64Array,
): { readonly difference: number; readonly losses: number } {
  const numeric = computeNumericalGradient(loss, theta, 1e-5);
  let [off, a, b] = [0, 0, 0];
  for (let i = 0; i < numeric.length; i++) {
    off += (gradient[i]! - numeric[i]!) ** 2;
    a += gradient[i]! ** 2;
    b += numeric[i]! ** 2;
  }
  return { difference: Math.sqrt(off) / (Math.sqrt(a) + Math.sqrt(b)), losses: 2 * theta.length };
}
