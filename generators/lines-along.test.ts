import { expect, test } from 'vitest';
import { linesAlong } from './lines-along.ts';

test('the lines of a vector, a matrix and a cube along each axis', () => {
  expect(linesAlong([3], 0)).toEqual([[0, 1, 2]]);
  expect(linesAlong([2, 3], 0)).toEqual([
    [0, 3],
    [1, 4],
    [2, 5],
  ]);
  expect(linesAlong([2, 2, 2], 1)).toEqual([
    [0, 2],
    [1, 3],
    [4, 6],
    [5, 7],
  ]);
  expect(linesAlong([2, 1], 1)).toEqual([[0], [1]]);
});
