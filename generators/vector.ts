import type { Dim } from './dims.ts';
import type { TensorArbitrary } from './field.ts';
import type { Values } from './field-spec.ts';
import { tensor } from './tensor.ts';
import type { Domain } from './tensor-spec.ts';

/**
 * Vectors: a {@link tensor} of one axis.
 *
 * @example
 * const variances = vector('n', ['decimals', 'mixed'], { least: 0 });
 * fc.assert(fc.property(variances, ({ data }) => data.every((x) => x >= 0)));
 */
export function vector(size: Dim, values?: Values | readonly Values[], domain?: Domain): TensorArbitrary<1> {
  return tensor([size], values, domain);
}
