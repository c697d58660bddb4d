import type { ActivationKernel } from './activation-kernel.ts';
import { positiveSides } from './positive-sides.ts';

/**
 * The rectifier max(z, 0); its subgradient at 0 is 0, as in torch. NaN stays NaN.
 *
 * @example
 * const a = new Float64Array(1);
 * reluActivation.apply(Float64Array.of(-2), a, 1);
 * a[0]; // 0
 */
export const reluActivation: ActivationKernel = {
  apply(z, a, size, sides) {
    if (sides === undefined) for (let i = 0; i < size; i++) a[i] = Math.max(z[i]!, 0);
    else for (let i = 0; i < size; i++) a[i] = sides[i] === 1 ? z[i]! : 0;
  },
  backpropagate(delta, z, _a, size) {
    for (let i = 0; i < size; i++) delta[i] = delta[i]! * (z[i]! > 0 ? 1 : 0);
  },
  sides: positiveSides,
};
