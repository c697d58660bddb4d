import type fc from 'fast-check';
import type { Case, LossProblem } from '../../core/problem.ts';
import type { CaseArbitrary } from '../../generators/case-arbitrary.ts';
import { keepIndices } from '../../generators/keep-indices.ts';
import { sameGradient } from './same-gradient.ts';

/** Examples in another order change neither the loss nor its gradient. Cases of one example are passed over. */
export function batchPermuted<P, D>(
  problem: LossProblem<P, D>,
  cases: CaseArbitrary<Case<P, D>>,
): fc.IPropertyWithHooks<[Case<P, D>]> {
  const backwards = (point: Case<P, D>, what: Case): Case => {
    const schema = cases.schema(point);
    const m = schema.sizes.get('m') ?? 1;
    return keepIndices(what, schema, new Map([['m', Array.from({ length: m }, (_, i) => m - 1 - i)]]));
  };
  return sameGradient(
    problem,
    cases,
    (point) => ((cases.schema(point).sizes.get('m') ?? 1) < 2 ? undefined : (backwards(point, point) as Case<P, D>)),
    (gradient, point) => backwards(point, { params: gradient }).params,
  );
}
