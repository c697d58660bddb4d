import { axisOf } from './dims.ts';
import { FieldArbitrary } from './field.ts';

/**
 * A size as a number, for functions that take their shapes apart from flat arrays.
 *
 * @param name - A named size that other fields of the case have.
 * @throws UsageError where it is no name.
 * @example
 * const cases = casesOf({ params: ['m', 'n'], data: { rows: size('m') } }, { as: 'flat' });
 * fc.assert(fc.property(cases, ({ params, data }) => params.length % data!.rows === 0));
 */
export function size(name: string): FieldArbitrary<number> {
  return new FieldArbitrary({
    axes: [axisOf(name, 'size')],
    isTensor: false,
    isSize: true,
    field: { kind: 'number', least: 1 },
    draw: (_source, [extent]) => extent!,
    extents: (value) => (typeof value === 'number' ? [value] : []),
    accepts: (value, [extent]) => value === extent,
  });
}
