import type fc from 'fast-check';
import type { Case, LossProblem } from '../../core/problem.ts';
import type { CaseArbitrary } from '../../generators/case-arbitrary.ts';
import { withFields } from '../../generators/case-fields.ts';
import { keepIndices } from '../../generators/keep-indices.ts';
import { sameGradient } from './same-gradient.ts';

/** Every example twice leaves a mean loss and its gradient as they are. A regulariser is switched off first. */
export function batchDuplicated<P, D>(
  problem: LossProblem<P, D>,
  cases: CaseArbitrary<Case<P, D>>,
): fc.IPropertyWithHooks<[Case<P, D>]> {
  const bare = cases.map((point) =>
    cases.schema(point).fields.has('data.lambda')
      ? (withFields(point, new Map([['data.lambda', 0]])) as Case<P, D>)
      : point,
  );
  return sameGradient(problem, bare, (point) => {
    const schema = cases.schema(point);
    const twice = Array.from({ length: 2 * (schema.sizes.get('m') ?? 1) }, (_, i) => Math.floor(i / 2));
    return keepIndices(point, schema, new Map([['m', twice]])) as Case<P, D>;
  });
}
