import type { ActivationKernel } from './activation-kernel.ts';

/**
 * The hyperbolic tangent; its derivative is 1 - a^2, written (1 - a)(1 + a) to keep digits where a is near 1.
 *
 * @example
 * const a = new Float64Array(1);
 * tanhActivation.apply(Float64Array.of(0), a, 1);
 * a[0]; // 0
 */
export const tanhActivation: ActivationKernel = {
  apply(z, a, size) {
    for (let i = 0; i < size; i++) a[i] = Math.tanh(z[i]!);
  },
  backpropagate(delta, _z, a, size) {
    for (let i = 0; i < size; i++) delta[i] = delta[i]! * ((1 - a[i]!) * (1 + a[i]!));
  },
};
