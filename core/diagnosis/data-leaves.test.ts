import { expect, test } from 'vitest';
import { dataLeaves } from './data-leaves.ts';
import { namedNumbers } from './named-numbers.ts';
import { pseudoInverse } from './pseudo-inverse.ts';

test('numbers, vectors, matrices and tensors are found with their paths; what is no number is passed over', () => {
  const data = {
    X: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    y: Int32Array.of(0, 1),
    net: { lambda: 0.5, name: 'a', targets: { shape: [2, 1], data: Float64Array.of(7, 8) } },
    f: () => 1,
    mixed: [[1], [2, 3]],
  };
  expect(dataLeaves(data).map(({ path, shape, values }) => [path, shape, Array.from(values)])).toEqual([
    ['data.X', [2, 3], [1, 2, 3, 4, 5, 6]],
    ['data.y', [2], [0, 1]],
    ['data.net.lambda', [], [0.5]],
    ['data.net.targets', [2, 1], [7, 8]],
    ['data.mixed[0]', [1], [1]],
    ['data.mixed[1]', [2], [2, 3]],
  ]);
});

test('a list of examples is a leaf for each of their parts', () => {
  const read = (data: unknown) => dataLeaves(data).map(({ path, shape, values }) => [path, shape, Array.from(values)]);
  expect(
    read({
      batch: [
        { x: [1, 2], label: 0, id: 'a' },
        { x: [3, 4], label: 1, id: 'b' },
      ],
      lambda: 0.5,
    }),
  ).toEqual([
    ['data.batch[].x', [2, 2], [1, 2, 3, 4]],
    ['data.batch[].label', [2], [0, 1]],
    ['data.lambda', [], [0.5]],
  ]);
  expect(
    read([
      [[1, 2], 7],
      [[3, 4], 8],
    ]),
  ).toEqual([
    ['data[][0]', [2, 2], [1, 2, 3, 4]],
    ['data[][1]', [2], [7, 8]],
  ]);
  // What some of them lack, or have in another shape, stays where it is.
  expect(
    read([
      { x: [1], y: 5 },
      { x: [2, 3], y: 6 },
    ]),
  ).toEqual([
    ['data[].y', [2], [5, 6]],
    ['data[0].x', [1], [1]],
    ['data[1].x', [2], [2, 3]],
  ]);
});

test('data that contains itself ends', () => {
  const data: Record<string, unknown> = { x: 1 };
  data.self = data;
  expect(dataLeaves(data).map(({ path }) => path)).toEqual(['data.x']);
});

test('examples stand in rows, or in columns where the targets say so', () => {
  const X = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const m = (data: unknown, hints = {}) => namedNumbers(dataLeaves(data), [], hints).examples;
  expect(m({ X, y: [0, 1] })).toMatchObject({ value: 2, where: 'rows of data.X' });
  expect(m({ X, Y: [[0, 1, 0]] })).toMatchObject({ value: 3, where: 'columns of data.X' });
  expect(m({ X }, { m: 9 })).toMatchObject({ value: 9 });
  expect(m({ lambda: 1 })).toBeUndefined();
});

test('a matrix whose rows can be told apart is inverted from the right, any other is not', () => {
  const X = [
    [1, 2, 0.5],
    [0, 1, -1],
  ];
  const P = pseudoInverse(X)!;
  const identity = P.map((row) => X.map((x) => row.reduce((sum, p, j) => sum + p * x[j]!, 0)));
  for (const [i, row] of identity.entries())
    for (const [j, x] of row.entries()) expect(x).toBeCloseTo(i === j ? 1 : 0, 12);
  expect(
    pseudoInverse([
      [1, 2],
      [2, 4],
    ]),
  ).toBeUndefined();
  expect(pseudoInverse([[1], [2]])).toBeUndefined();
});
