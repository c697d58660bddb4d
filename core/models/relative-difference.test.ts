import { expect, test } from 'vitest';
import { relativeDifference } from './relative-difference.ts';

test('relativeDifference divides by the sum of norms or by the norm of the sum', () => {
  expect(relativeDifference([3, 0], [0, 4])).toBe(5 / 7);
  expect(relativeDifference([3, 0], [0, 4], 'norm-of-sum')).toBe(1);
  expect(relativeDifference([3], [1], 'norm-of-sum')).toBe(0.5);
});

test('relativeDifference of two zero vectors is 0, of opposite ones 1 or Infinity', () => {
  for (const form of ['sum-of-norms', 'norm-of-sum'] as const) {
    expect(relativeDifference([0, 0], [0, 0], form)).toBe(0);
    expect(relativeDifference([0, 0], [0, -0], form)).toBe(0);
  }
  expect(relativeDifference([1], [-1])).toBe(1);
  expect(relativeDifference([1], [-1], 'norm-of-sum')).toBe(Infinity);
});

test('relativeDifference never passes what is not finite', () => {
  for (const form of ['sum-of-norms', 'norm-of-sum'] as const) {
    expect(relativeDifference([NaN, 1], [0, 1], form)).toBeNaN();
    expect(relativeDifference([NaN], [NaN], form)).toBeNaN();
    expect(relativeDifference([Infinity], [Infinity], form)).toBeNaN();
    expect(relativeDifference([Infinity], [1], form)).toBeNaN();
    expect(relativeDifference([1.5e308], [0.7e308], form)).toBeNaN();
  }
});

test('relativeDifference sees tiny and huge vectors, whose squares vanish or overflow', () => {
  for (const scale of [1e-320, 1e-200, 1e-100, 1e100, 1e200, 1e307]) {
    // Below 1e-308 numbers have few digits left.
    const digits = scale < 1e-308 ? 3 : 14;
    expect(relativeDifference([3 * scale, 0], [0, 4 * scale])).toBeCloseTo(5 / 7, digits);
  }
});

test('relativeDifference rejects vectors of different lengths', () => {
  expect(() => relativeDifference([1], [1, 2])).toThrow('a has 1 entries, b has 2, expected as many');
});
