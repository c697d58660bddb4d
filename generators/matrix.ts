import type { Dim } from './dims.ts';
import type { TensorArbitrary } from './field.ts';
import type { Values } from './field-spec.ts';
import { tensor } from './tensor.ts';
import type { Domain } from './tensor-spec.ts';

/**
 * Matrices: a {@link tensor} of two axes.
 *
 * @example
 * fc.assert(fc.property(matrix('h', 'n', 'uniform'), ({ data }) => data.every((x) => Math.abs(x) <= 1)));
 */
export function matrix(
  rows: Dim,
  columns: Dim,
  values?: Values | readonly Values[],
  domain?: Domain,
): TensorArbitrary<2> {
  return tensor([rows, columns], values, domain);
}
