import fc from 'fast-check';
import type { Case, LossProblem } from '../../core/problem.ts';
import { entryName, flatten, flattenLike } from '../../core/tree.ts';

/** Rounding in sums of another order: far above it, far below any mistake. */
const TOLERANCE = 1e-9;

/**
 * A property that needs no differences: another case that must have the same loss and gradient has them.
 *
 * @param other - The case to compare with, e.g. the same batch in another order; undefined where there is none.
 * @param arranged - The gradient as it must come for the other case, where its entries change their places.
 */
export function sameGradient<P, D>(
  problem: LossProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  other: (point: Case<P, D>) => Case<P, D> | undefined,
  arranged: (gradient: unknown, point: Case<P, D>) => unknown = (gradient) => gradient,
): fc.IPropertyWithHooks<[Case<P, D>]> {
  return fc.property(cases, (point) => {
    const twin = other(point);
    fc.pre(twin !== undefined);
    expectClose('the loss', problem.loss(twin.params, twin.data as D), problem.loss(point.params, point.data as D), 1);
    const { layout } = flatten(point.params);
    const here = flattenLike(layout, arranged(problem.gradient(point.params, point.data as D), point));
    const there = flattenLike(layout, problem.gradient(twin.params, twin.data as D));
    const scale = here.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    for (let i = 0; i < here.length; i++) {
      expectClose(`the gradient of ${entryName(layout, i)}`, there[i]!, here[i]!, scale);
    }
  });
}

function expectClose(what: string, came: number, expected: number, scale: number): void {
  if (!(Math.abs(came - expected) <= TOLERANCE * Math.max(scale, Math.abs(expected)))) {
    throw new Error(`${what} should not change, but went from ${expected} to ${came}`);
  }
}
