import fc from 'fast-check';
import { drawn } from './drawn.ts';
import { LawError, type LawOptions } from './law-options.ts';

/**
 * A value that was stored and read again shrinks on: the arbitrary knows it for its own and offers candidates wherever it
 * offered them for the value that it drew.
 *
 * @throws LawError naming the value that is not known again.
 * @example
 * assertShrinksWithoutContext(casesLike([1, -2.5]));
 */
export function assertShrinksWithoutContext<T>(
  arbitrary: fc.Arbitrary<T>,
  { seed = 1, numRuns = 50 }: LawOptions<T> = {},
): void {
  const law = 'shrinks without context';
  for (const { value, context } of drawn(arbitrary, seed, numRuns)) {
    const stored = structuredClone(value);
    if (!arbitrary.canShrinkWithoutContext(stored)) throw new LawError(law, seed, value, 'its copy is not known again');
    const [first] = arbitrary.shrink(value, context).take(1);
    const [again] = arbitrary.shrink(stored, undefined).take(1);
    if ((first === undefined) !== (again === undefined))
      throw new LawError(law, seed, value, `it has ${first ? 'candidates, its copy none' : 'none, its copy has some'}`);
    if (first !== undefined && !arbitrary.canShrinkWithoutContext(structuredClone(first.value)))
      throw new LawError(law, seed, first.value, `a candidate is not known again; it came from ${fc.stringify(value)}`);
  }
}
