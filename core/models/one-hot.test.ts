import { expect, test } from 'vitest';
import { oneHot } from './one-hot.ts';

test('oneHot sets one entry per row, counting from 0 or from 1', () => {
  expect(oneHot([2, 0], 3)).toEqual({ shape: [2, 3], data: Float64Array.of(0, 0, 1, 1, 0, 0) });
  expect(oneHot([2, 1], 3, { first: 1 })).toEqual({ shape: [2, 3], data: Float64Array.of(0, 1, 0, 1, 0, 0) });
});

test('oneHot names the label that is out of range', () => {
  expect(() => oneHot([0, 1, 2, 10], 10)).toThrow('y[3] is 10, expected an integer in 0..9');
  expect(() => oneHot([0], 10, { first: 1 })).toThrow('y[0] is 0, expected an integer in 1..10');
  expect(() => oneHot([0.5], 10)).toThrow('y[0] is 0.5, expected an integer in 0..9');
  expect(() => oneHot([0], 0)).toThrow('K is 0, expected a positive integer');
});
