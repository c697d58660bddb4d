import type { Activation } from './activations.ts';
import { each, type Head } from './head.ts';
import { slopeMistakes } from './slope-mistakes.ts';

/**
 * What stands on top of the outputs of a backward pass: an activation, and the cotangent that comes back, as its targets.
 *
 * @param numbers - Numbers of the case, as for the activations.
 */
export function cotangentHeads(activations: readonly Activation[], numbers: readonly number[]): readonly Head[] {
  return activations.map((activation) => ({
    name: `outputs of ${activation.name}`,
    targets: 'cotangent',
    error: each((z, c) => c * activation.slope(z)),
    slips: slopeMistakes(activation, numbers).map(({ kind, says, slope }) => ({
      kind,
      says,
      error: each((z, c) => c * slope(z)),
    })),
  }));
}
