import type { Linear1dData } from '../core/models/linear1d.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import type { Field } from './schema.ts';

/** Random cases for `linear1d`: two numbers on a lattice of halves or normal. */
export function linear1dCases(): CaseArbitrary<Case<number, Linear1dData>> {
  return new CaseArbitrary<Case<number, Linear1dData>>({
    draw: (source) => {
      const number = (): number => (source.uniform() < 0.5 ? source.integer(-8, 8) / 2 : source.normal());
      return { params: number(), data: { x: number() } };
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
