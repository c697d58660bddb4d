import { expect, test } from 'vitest';
import { almostEqual } from './almost-equal.ts';

test('almostEqual holds below 1.5 * 10^-decimals and not at it, as in NumPy', () => {
  expect(almostEqual([0], [1.49e-7])).toBe(true);
  expect(almostEqual([0], [1.5e-7])).toBe(false);
  expect(almostEqual([0, 0], [0, 2e-7])).toBe(false);
  expect(almostEqual([0], [0.14], 1)).toBe(true);
  expect(almostEqual([0], [0.16], 1)).toBe(false);
});

test('almostEqual takes NaN for equal to nothing and an infinity to itself only', () => {
  expect(almostEqual([NaN], [NaN])).toBe(false);
  expect(almostEqual([1], [NaN])).toBe(false);
  expect(almostEqual([Infinity], [Infinity])).toBe(true);
  expect(almostEqual([Infinity], [-Infinity])).toBe(false);
});

test('almostEqual rejects vectors of different lengths', () => {
  expect(() => almostEqual([1], [1, 2])).toThrow('a has 1 entries, b has 2, expected as many');
});
