import type fc from 'fast-check';
import { type CaseOptions, casesOf, type Drawn, type Fields } from './cases-of.ts';
import type { Container } from './containers.ts';

/**
 * Parameters alone, with sizes shared by name: {@link casesOf} without data.
 *
 * @throws UsageError as {@link casesOf}.
 * @example
 * const layer = params({ W1: ['h', 'n'], b1: ['h'] });
 * fc.assert(fc.property(layer, ({ W1, b1 }) => W1.shape[0] === b1.shape[0]));
 */
export function params<const P extends Fields, K extends Container = 'tensor'>(
  fields: P,
  options: CaseOptions<K> = {},
): fc.Arbitrary<Drawn<P, K>> {
  const cases = casesOf({ params: fields }, options) as fc.Arbitrary<{ readonly params: Drawn<P, K> }>;
  return cases.map(
    ({ params }) => params,
    (params) => ({ params: params as Drawn<P, K> }),
  );
}
