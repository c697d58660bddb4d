import { sigmoid } from '../sigmoid.ts';
import type { ActivationKernel } from './activation-kernel.ts';

/**
 * The logistic function; its derivative is a (1 - a).
 *
 * @example
 * const a = new Float64Array(1);
 * sigmoidActivation.apply(Float64Array.of(0), a, 1);
 * a[0]; // 0.5
 */
export const sigmoidActivation: ActivationKernel = {
  apply(z, a, size) {
    for (let i = 0; i < size; i++) a[i] = sigmoid(z[i]!);
  },
  backpropagate(delta, _z, a, size) {
    for (let i = 0; i < size; i++) delta[i] = delta[i]! * (a[i]! * (1 - a[i]!));
  },
};
