import type { Activation } from './activation.ts';
import type { ActivationKernel } from './activation-kernel.ts';
import { identityActivation } from './identity.ts';
import { leakyReluActivation } from './leaky-relu.ts';
import { reluActivation } from './relu.ts';
import { sigmoidActivation } from './sigmoid.ts';
import { softplusActivation } from './softplus.ts';
import { tanhActivation } from './tanh.ts';

const kernels: Readonly<Record<Activation, ActivationKernel>> = {
  sigmoid: sigmoidActivation,
  tanh: tanhActivation,
  relu: reluActivation,
  'leaky-relu': leakyReluActivation,
  softplus: softplusActivation,
  identity: identityActivation,
};

/**
 * The function and derivative behind an activation's name.
 *
 * @throws RangeError when there is no activation of that name.
 * @example
 * activationKernelOf('relu') === reluActivation; // true
 */
export function activationKernelOf(activation: Activation): ActivationKernel {
  if (!Object.hasOwn(kernels, activation)) {
    throw new RangeError(
      `activation is ${JSON.stringify(activation)}, expected one of ${Object.keys(kernels).join(', ')}`,
    );
  }
  return kernels[activation];
}
