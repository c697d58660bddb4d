import type { Dim } from './dims.ts';
import { TensorArbitrary } from './field.ts';
import type { Values } from './field-spec.ts';
import { type Domain, entriesOf, tensorSpec } from './tensor-spec.ts';

/**
 * Tensors `{ shape, data }` of float64, in row-major order.
 *
 * @param shape - A size for each axis: a number, or a name that the other fields of a case share (drawn from 1 to 6 where
 * nothing else is said); `'n+1'` is one more than `'n'`. `[]` is a single number in a tensor.
 * @param values - What the values are drawn by: one name or a list, a name twice being drawn twice as often. Default: what
 * the case draws, else a mix of all regimes.
 * @param domain - Bounds of the values, kept by drawing and shrinking.
 * @throws UsageError for a size, a name or bounds that make no sense.
 * @example
 * fc.assert(fc.property(tensor([3, 2], ['lattice', 'ties']), ({ shape, data }) => data.length === shape[0]! * shape[1]!));
 */
export function tensor<const S extends readonly Dim[]>(
  shape: S,
  values?: Values | readonly Values[],
  domain: Domain = {},
): TensorArbitrary<S['length']> {
  return new TensorArbitrary(tensorSpec('tensor', shape, entriesOf('tensor', values, domain)));
}
