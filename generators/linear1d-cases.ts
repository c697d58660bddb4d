import type { Linear1dData } from '../core/models/linear1d.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawRegime } from './regime.ts';
import { withRegime } from './regime-of.ts';
import type { Field } from './schema.ts';

/** Random cases for `linear1d`: two short decimals or two normal numbers. */
export function linear1dCases(): CaseArbitrary<Case<number, Linear1dData>> {
  return new CaseArbitrary<Case<number, Linear1dData>>({
    draw: (source) => {
      const regime = source.pick(['decimals', 'normal'] as const);
      const [theta = 0, x = 0] = drawRegime(source, 2, regime);
      return withRegime({ params: theta, data: { x } }, regime);
    },
    schema: ({ params, data }) => {
      if (typeof params !== 'number' || typeof data?.x !== 'number') throw new TypeError('no case of linear1d');
      return {
        sizes: new Map(),
        fields: new Map<string, Field>([
          ['params', { kind: 'number' }],
          ['data.x', { kind: 'number' }],
        ]),
      };
    },
  });
}
