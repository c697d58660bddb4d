import fc from 'fast-check';
import { expect, test } from 'vitest';
import { complexity, SHORT_NUMBERS, simplerNumbers } from './short-numbers.ts';

const numbers = fc.oneof(
  fc.double(),
  fc.integer({ min: -2000, max: 2000 }).map((n) => n / 100),
  fc.constantFrom(0, -0, Infinity, -Infinity, NaN, 1e300, -1e-300, 5e-324, Number.MAX_VALUE, ...SHORT_NUMBERS),
);

test('the short numbers are distinct, not zero, printed in five characters at most, positive before negative', () => {
  expect(new Set(SHORT_NUMBERS).size).toBe(SHORT_NUMBERS.length);
  for (const x of SHORT_NUMBERS) {
    expect(x).not.toBe(0);
    expect(String(x).length).toBeLessThanOrEqual(5);
    if (x < 0) expect(SHORT_NUMBERS.indexOf(-x)).toBeLessThan(SHORT_NUMBERS.indexOf(x));
  }
});

test('complexity orders: 0, then the short numbers in their order, then longer decimals, then infinities and NaN', () => {
  const ordered = [0, ...SHORT_NUMBERS, 5, 12, 1.25, 0.125, 0.3333333333333333, Infinity];
  const levels = ordered.map(complexity);
  expect(levels).toEqual([...levels].sort((a, b) => a - b));
  expect(new Set(levels).size).toBe(levels.length);
  expect(complexity(NaN)).toBe(complexity(Infinity));
});

test('complexity is 0 for +0 alone, an integer, and below that of NaN for every finite number', () => {
  fc.assert(
    fc.property(numbers, (x) => {
      const level = complexity(x);
      expect(Number.isInteger(level)).toBe(true);
      expect(level === 0).toBe(Object.is(x, 0));
      if (Number.isFinite(x)) expect(level).toBeLessThan(complexity(NaN));
    }),
  );
});

test('every simpler number is less complex, so that a chain of them ends at +0', () => {
  fc.assert(
    fc.property(numbers, fc.infiniteStream(fc.nat()), (x, choices) => {
      let now = x;
      for (let steps = 0; ; steps++) {
        const simpler = [...simplerNumbers(now)];
        for (const candidate of simpler) expect(complexity(candidate)).toBeLessThan(complexity(now));
        if (simpler.length === 0) break;
        expect(steps).toBeLessThan(60);
        now = simpler[choices.next().value % simpler.length]!;
      }
      expect(now).toBe(0);
    }),
  );
});

test('simplerNumbers tries the sign first, then zero, then fewer digits', () => {
  const distinct = (x: number): number[] => [...new Set(simplerNumbers(x))];
  expect(distinct(-2.8459)).toEqual([-1, 1, -0.5, -2, 0, -3, -2.8]);
  expect(distinct(0.5)).toEqual([1, -1, 0]);
  expect(distinct(-1)).toEqual([1, 0]);
  expect(distinct(1)).toEqual([0]);
  expect(distinct(0)).toEqual([]);
  expect(distinct(-0)).toEqual([0]);
  expect(distinct(Infinity)).toEqual([0]);
});
