import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertArbitraryLaws } from './assert-arbitrary-laws.ts';
import { assertSameSeedSameValue } from './same-seed-same-value.ts';
import { assertShortNumbers } from './short-numbers.ts';
import { assertShrinking } from './shrinking.ts';
import { assertShrinksWithoutContext } from './without-context.ts';

/** Numbers that are drawn and shrunk as told. */
function numbers(of: {
  readonly draw?: (mrng: fc.Random) => number;
  readonly shrink?: (value: number) => readonly number[];
  readonly knows?: (value: unknown) => boolean;
}): fc.Arbitrary<number> {
  const { draw = (mrng) => mrng.nextInt(0, 20), shrink = (value) => (value > 0 ? [value - 1] : []) } = of;
  return new (class extends fc.Arbitrary<number> {
    override generate(mrng: fc.Random): fc.Value<number> {
      return new fc.Value(draw(mrng), undefined);
    }
    override canShrinkWithoutContext(value: unknown): value is number {
      return of.knows?.(value) ?? true;
    }
    override shrink(value: number): fc.Stream<fc.Value<number>> {
      return fc.Stream.of(...shrink(value)).map((less) => new fc.Value(less, undefined));
    }
  })();
}

const identity = (value: number): number => value;

test('a good arbitrary keeps every law', () => {
  assertArbitraryLaws(numbers({}), { isValid: (n) => n >= 0 && n <= 20, size: identity, maxPrinted: 2 });
  assertArbitraryLaws(fc.integer(), { isValid: Number.isInteger, size: Math.abs });
});

describe('a law that is broken is named, with the value and the seed', () => {
  let count = 0;
  const BROKEN: readonly [string, () => void, RegExp][] = [
    [
      'a draw that depends on the draw before',
      () => assertSameSeedSameValue(numbers({ draw: () => count++ })),
      /^same seed, same value: draw 0 was 0 the first time\n {2}value: 50\n {2}seed: 1$/,
    ],
    [
      'a drawn value outside the domain',
      () => assertShrinking(numbers({ draw: () => -7 }), { isValid: (n) => n >= 0 }),
      /^values in the domain: a drawn value is not valid\n {2}value: -7/,
    ],
    [
      'a candidate outside the domain',
      () =>
        assertShrinking(numbers({ draw: () => 0, shrink: (n) => (n > -1 ? [n - 1] : []) }), { isValid: (n) => n >= 0 }),
      /^shrinks in the domain: it came from 0\n {2}value: -1/,
    ],
    [
      'a candidate that is larger',
      () => assertShrinking(numbers({ draw: () => 5, shrink: (n) => (n < 9 ? [n + 1] : []) }), { size: identity }),
      /^shrinks get smaller: it came from 5\n {2}value: 6/,
    ],
    [
      'a candidate as large',
      () => assertShrinking(numbers({ draw: () => 5, shrink: (n) => (n === 5 ? [-5] : []) }), { size: Math.abs }),
      /^shrinks get smaller/,
    ],
    [
      'a size that is not a number',
      () => assertShrinking(numbers({ draw: () => 5 }), { size: () => Number.NaN }),
      /^shrinks get smaller/,
    ],
    [
      'shrinking in a circle',
      () => assertShrinking(numbers({ draw: () => 1, shrink: (n) => [-n] })),
      /^shrinking ends: the value came a second time/,
    ],
    [
      'shrinking without end',
      () => assertShrinking(numbers({ draw: () => 1, shrink: (n) => [n / 2 + 1e3] }), { numRuns: 1 }),
      /^shrinking ends/,
    ],
    [
      'shrinking that goes on and on',
      () => assertShrinking(numbers({ draw: () => 1, shrink: (n) => [n + 1] }), { numRuns: 1 }),
      /^shrinking ends: not after 2000 steps/,
    ],
    [
      'a copy that is not known again',
      () => assertShrinksWithoutContext(fc.integer().map((n) => ({ n }))),
      /^shrinks without context: its copy is not known again/,
    ],
    [
      'candidates that are not known again',
      () => assertShrinksWithoutContext(numbers({ draw: () => 20, knows: (n) => n === 20 })),
      /^shrinks without context: a candidate is not known again; it came from 20\n {2}value: 19/,
    ],
    [
      'numbers too long to read',
      () => assertShortNumbers(fc.constant({ w: Float64Array.of(0.5, 1 / 3) })),
      /^short numbers: 0\.3333333333333333 takes more than 6 characters/,
    ],
  ];

  test.each(BROKEN)('%s', (_, assertion, message) => {
    expect(assertion).toThrow(message);
    expect(assertion).toThrow(expect.objectContaining({ name: 'LawError' }));
  });

  test('assertArbitraryLaws tries each of them', () => {
    expect(() => assertArbitraryLaws(numbers({ draw: () => count++ }))).toThrow('same seed, same value');
    expect(() => assertArbitraryLaws(numbers({ draw: () => 1, shrink: (n) => [-n] }))).toThrow('shrinking ends');
    expect(() => assertArbitraryLaws(numbers({ knows: () => false }))).toThrow('shrinks without context');
    expect(() => assertArbitraryLaws(fc.constant(1 / 3), { maxPrinted: 6 })).toThrow('short numbers');
    assertArbitraryLaws(fc.constant(1 / 3));
  });

  test('a seed is a seed: other values are tried with another one', () => {
    const seldom = numbers({ draw: (mrng) => mrng.nextInt(0, 1000) });
    const tried = (seed: number): number[] => {
      const values: number[] = [];
      assertShrinking(seldom, { seed, numRuns: 3, isValid: (n) => values.push(n) > 0 });
      return values.slice(0, 1);
    };
    expect(tried(1)).toEqual(tried(1));
    expect(tried(1)).not.toEqual(tried(2));
  });
});
