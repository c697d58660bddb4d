import fc from 'fast-check';
import type { Case, LossProblem } from '../../core/problem.ts';

const TOLERANCE = 1e-9;

/**
 * A property that needs no differences: numbers computed from the gradient are what they must be.
 *
 * @param identity - The numbers that come and those expected, e.g. the sums over classes and zeros; undefined where the
 * identity says nothing about the case.
 */
export function gradientIdentity<P, D, G>(
  problem: Omit<LossProblem<P, D>, 'gradient'> & { readonly gradient: (params: P, data: D) => G },
  cases: fc.Arbitrary<Case<P, D>>,
  identity: (
    gradient: G,
    params: P,
    data: D,
  ) => { readonly came: ArrayLike<number>; readonly expected: ArrayLike<number> } | undefined,
): fc.IPropertyWithHooks<[Case<P, D>]> {
  return fc.property(cases, ({ params, data }) => {
    const numbers = identity(problem.gradient(params, data as D), params, data as D);
    fc.pre(numbers !== undefined);
    const { came, expected } = numbers;
    if (came.length !== expected.length)
      throw new Error(`${came.length} numbers came, ${expected.length} were expected`);
    for (let i = 0; i < expected.length; i++) {
      if (!(Math.abs(came[i]! - expected[i]!) <= TOLERANCE * Math.max(1, Math.abs(expected[i]!)))) {
        throw new Error(`number ${i} is ${came[i]}, expected ${expected[i]}`);
      }
    }
  });
}
