import fc from 'fast-check';
import { LawError, type LawOptions } from './law-options.ts';

/**
 * The same seed draws the same values, whatever was drawn before.
 *
 * @throws LawError naming the first value that differs.
 * @example
 * assertSameSeedSameValue(matrix('h', 'n'), { seed: 3 });
 */
export function assertSameSeedSameValue<T>(
  arbitrary: fc.Arbitrary<T>,
  { seed = 1, numRuns = 50 }: LawOptions<T> = {},
): void {
  const draw = (): readonly T[] => fc.sample(arbitrary, { seed, numRuns });
  const first = draw().map((value) => fc.stringify(value));
  for (const [i, value] of draw().entries()) {
    const again = fc.stringify(value);
    if (again !== first[i]) {
      throw new LawError('same seed, same value', seed, value, `draw ${i} was ${first[i]} the first time`);
    }
  }
}
