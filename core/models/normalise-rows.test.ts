import { expect, test } from 'vitest';
import { tensor } from '../tensor.ts';
import { normaliseRows } from './normalise-rows.ts';

test('normaliseRows uses the population deviation of every row', () => {
  const { X, mean, std } = normaliseRows(tensor([2, 4], [2, 4, 4, 6, 0, 0, 0, 4]));
  expect([...mean.data]).toEqual([4, 1]);
  expect([...std.data]).toEqual([Math.sqrt(2), Math.sqrt(3)]);
  expect([...X.data.subarray(0, 4)]).toEqual([-2 / Math.SQRT2, 0, 0, 2 / Math.SQRT2]);
  expect([X.shape, mean.shape, std.shape]).toEqual([
    [2, 4],
    [2, 1],
    [2, 1],
  ]);
});

test('normaliseRows turns a constant row into zeros, though its rounded mean may differ from it', () => {
  const { X, mean, std } = normaliseRows(tensor([1, 3], [0.1, 0.1, 0.1]));
  expect((0.1 + 0.1 + 0.1) / 3).not.toBe(0.1);
  expect([...X.data]).toEqual([0, 0, 0]);
  expect([mean.data[0], std.data[0]]).toEqual([0.1, 1]);
});

test('normaliseRows rejects a matrix without columns', () => {
  expect(() => normaliseRows(tensor([2, 0]))).toThrow(
    'X is [2, 0], expected [m, n]: a matrix with at least one column',
  );
});
