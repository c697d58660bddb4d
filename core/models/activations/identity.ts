import type { ActivationKernel } from './activation-kernel.ts';

/**
 * No activation: f(z) = z.
 *
 * @example
 * const a = new Float64Array(1);
 * identityActivation.apply(Float64Array.of(-2), a, 1);
 * a[0]; // -2
 */
export const identityActivation: ActivationKernel = {
  apply(z, a, size) {
    for (let i = 0; i < size; i++) a[i] = z[i]!;
  },
  backpropagate() {},
};
