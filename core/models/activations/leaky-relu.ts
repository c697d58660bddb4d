import type { ActivationKernel } from './activation-kernel.ts';
import { positiveSides } from './positive-sides.ts';

const SLOPE = 0.01;

/**
 * The leaky rectifier: z for z > 0, else 0.01 z; its subgradient at 0 is 0.01, as in torch.
 *
 * @example
 * const a = new Float64Array(1);
 * leakyReluActivation.apply(Float64Array.of(-2), a, 1);
 * a[0]; // -0.02
 */
export const leakyReluActivation: ActivationKernel = {
  apply(z, a, size, sides) {
    if (sides === undefined) for (let i = 0; i < size; i++) a[i] = z[i]! > 0 ? z[i]! : SLOPE * z[i]!;
    else for (let i = 0; i < size; i++) a[i] = sides[i] === 1 ? z[i]! : SLOPE * z[i]!;
  },
  backpropagate(delta, z, _a, size) {
    for (let i = 0; i < size; i++) delta[i] = delta[i]! * (z[i]! > 0 ? 1 : SLOPE);
  },
  sides: positiveSides,
};
