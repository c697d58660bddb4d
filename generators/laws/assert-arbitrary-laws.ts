import type fc from 'fast-check';
import type { LawOptions } from './law-options.ts';
import { assertSameSeedSameValue } from './same-seed-same-value.ts';
import { assertShortNumbers } from './short-numbers.ts';
import { assertShrinking } from './shrinking.ts';
import { assertShrinksWithoutContext } from './without-context.ts';

/**
 * Tests a generator: the same seed draws the same values, drawn and shrunk values are valid, shrinking gets smaller and
 * ends, stored values shrink on, and where `maxPrinted` is given, numbers are short to read.
 *
 * @throws LawError naming the law, the value and the seed.
 * @example
 * const cases = casesOf({ params: { W: ['k', 'n'], b: ['k'] }, data: { x: ['n'] } }, { regimes: ['decimals'] });
 * assertArbitraryLaws(cases, { isValid: ({ params: { W, b } }) => W.shape[0] === b.shape[0], maxPrinted: 6 });
 */
export function assertArbitraryLaws<T>(arbitrary: fc.Arbitrary<T>, options: LawOptions<T> = {}): void {
  assertSameSeedSameValue(arbitrary, options);
  assertShrinking(arbitrary, options);
  assertShrinksWithoutContext(arbitrary, options);
  if (options.maxPrinted !== undefined) assertShortNumbers(arbitrary, options);
}
