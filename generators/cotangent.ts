import { tensor } from '../core/tensor.ts';
import type { Dim } from './dims.ts';
import { TensorArbitrary } from './field.ts';
import { tensorSpec } from './tensor-spec.ts';

/**
 * Upstream gradients that hide nothing: two-place decimals in ±[0.5, 2], never 0 and hardly ever equal. A plain sum, whose
 * cotangent is all ones, does not see one that is ignored, squared or permuted.
 *
 * @example
 * fc.assert(fc.property(cotangent('m', 'k'), ({ data }) => data.every((x) => x !== 0)));
 */
export function cotangent<const S extends readonly Dim[]>(...shape: S): TensorArbitrary<S['length']> {
  return new TensorArbitrary(
    tensorSpec('cotangent', shape, {
      draw: (source, extents) =>
        tensor(
          extents,
          tensor(extents).data.map(() => (source.pick([1, -1]) * source.integer(50, 200)) / 100),
        ),
      accepts: (x) => Number.isFinite(x) && x !== 0,
    }),
  );
}
