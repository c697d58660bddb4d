import { UsageError } from '../core/errors.ts';
import { FieldArbitrary } from './field.ts';

/**
 * One of a list of options, such as `'mean'` and `'sum'`; a single one is a constant.
 *
 * @param options - The simplest first: shrinking goes there.
 * @throws UsageError for an empty list.
 * @example
 * fc.assert(fc.property(choice('mean', 'sum'), (reduction) => reduction === 'mean' || reduction === 'sum'));
 */
export function choice<const T extends string | number | boolean>(...options: readonly T[]): FieldArbitrary<T> {
  if (options.length === 0) throw new UsageError('choice: give at least one option');
  return new FieldArbitrary({
    axes: [],
    isTensor: false,
    field: { kind: 'choice', options },
    draw: (source) => source.pick(options),
    extents: () => [],
    accepts: (value) => options.includes(value as T),
  });
}
