import type { Dim } from './dims.ts';
import type { Scheme } from './draw-values.ts';
import type { TensorArbitrary } from './field.ts';
import { tensor } from './tensor.ts';

/**
 * Weights by a scheme: `debug` (sin(1..n)/10 as in debugInitializeWeights), `lattice`, `normal`, `uniform`, `xavier`, `he`,
 * `orthogonal` or `extreme`. The first size counts as outputs, the second as inputs.
 *
 * @example
 * const [W] = fc.sample(weights('orthogonal', 1, 3), { seed: 1, numRuns: 1 });
 * Math.abs(Math.hypot(...W!.data) - 1) < 1e-12; // true
 */
export function weights<const S extends readonly Dim[]>(scheme: Scheme, ...shape: S): TensorArbitrary<S['length']> {
  return tensor(shape, scheme);
}
