import { sigmoid } from '../sigmoid.ts';
import { softplus } from '../softplus.ts';
import type { ActivationKernel } from './activation-kernel.ts';

/**
 * The smooth rectifier log(1 + exp(z)); its derivative is the logistic function of z.
 *
 * @example
 * const a = new Float64Array(1);
 * softplusActivation.apply(Float64Array.of(1000), a, 1);
 * a[0]; // 1000
 */
export const softplusActivation: ActivationKernel = {
  apply(z, a, size) {
    for (let i = 0; i < size; i++) a[i] = softplus(z[i]!);
  },
  backpropagate(delta, z, _a, size) {
    for (let i = 0; i < size; i++) delta[i] = delta[i]! * sigmoid(z[i]!);
  },
};
