import type { Dim } from './dims.ts';
import type { FieldArbitrary } from './field.ts';
import { indexField } from './index-field.ts';

/**
 * Indices 0, 1, ... into an axis, repeats on purpose: what is gathered twice must be added twice in the backward pass.
 *
 * @param count - How many; a number or a named size.
 * @param size - Of the axis that they point into.
 * @throws UsageError for a size that makes no sense.
 * @example
 * fc.assert(fc.property(indices('m', 5), (rows) => rows.every((row) => row >= 0 && row < 5)));
 * fc.sample(indices(3, 5), { seed: 1, numRuns: 20 }).some((rows) => new Set(rows).size < 3); // true
 */
export function indices(count: Dim, size: Dim): FieldArbitrary<readonly number[]> {
  return indexField('indices', count, size, 0, (source, length, extent) => {
    const drawn: number[] = [];
    while (drawn.length < length) {
      const repeat = drawn.length > 0 && source.uniform() < 0.4;
      drawn.push(repeat ? source.pick(drawn) : source.integer(0, extent - 1));
    }
    return drawn;
  });
}
