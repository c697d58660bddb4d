import { FieldArbitrary } from './field.ts';
import type { Values } from './field-spec.ts';
import { type Domain, entriesOf } from './tensor-spec.ts';

/**
 * Plain numbers.
 *
 * @param values - What they are drawn by, as for {@link tensor}.
 * @param domain - Bounds, kept by drawing and shrinking.
 * @throws UsageError for a name or bounds that make no sense.
 * @example
 * fc.assert(fc.property(scalar('normal', { least: 0, most: 1 }), (rate) => rate >= 0 && rate <= 1));
 */
export function scalar(values?: Values | readonly Values[], domain: Domain = {}): FieldArbitrary<number> {
  const { draw, accepts } = entriesOf('scalar', values, domain);
  return new FieldArbitrary({
    axes: [],
    isTensor: false,
    field: { kind: 'number', ...(domain.least === undefined ? {} : { least: domain.least }) },
    draw: (source, shape, pick) => draw(source, shape, pick).data[0]!,
    extents: () => [],
    accepts: (value) => typeof value === 'number' && accepts(value),
  });
}
