import { describe, expect, test } from 'vitest';
import { functionsOf } from '../../core/functions-of.ts';
import type { Case } from '../../core/problem.ts';
import { flatten } from '../../core/tree.ts';
import { batchIn, examplesIn, withExamples } from './batch-leaves.ts';
import { faultsFor } from './faults-for.ts';
import type { PlantedFault } from './planted-fault.ts';
import { type Difference, withFault } from './with-fault.ts';

type Params = { W: number[][]; b: number[] };
type Data = { X: number[][]; y: number[]; lambda: number };

/** Linear in W and b, so that gradients are easy to tell: sums over examples of y x, and of y. */
const linear = {
  loss: ({ W, b }: Params, { X, y }: Data) =>
    X.reduce(
      (sum, x, i) =>
        sum + y[i]! * W.reduce((s, row, u) => s + (u + 1) * (b[u]! + row.reduce((d, w, j) => d + w * x[j]!, 0)), 0),
      0,
    ),
  gradient: ({ W, b }: Params, { X, y }: Data) => ({
    W: W.map((row, u) => row.map((_, j) => (u + 1) * X.reduce((s, x, i) => s + y[i]! * x[j]!, 0))),
    b: b.map((_, u) => (u + 1) * y.reduce((s, t) => s + t, 0)),
  }),
};
const point: Case<Params, Data> = {
  params: {
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    b: [10, 20],
  },
  data: {
    X: [
      [1, 0, 2],
      [0, 1, 1],
      [3, 1, 0],
      [1, 1, 1],
    ],
    y: [1, 2, 1, -1],
    lambda: 0.5,
  },
};
// dW = [[3, 2, 3], [6, 4, 6]], db = [3, 6]

function planted(
  name: string,
  at: Case = point,
): { readonly gradient: readonly number[]; readonly difference: Difference } {
  const fault = faultsFor([at], 1e-3).find((one) => one.name === name);
  if (fault === undefined) throw new Error(`no fault ${name}`);
  const difference: Difference = { error: 0, idle: undefined };
  const { gradient } = functionsOf(withFault(linear, fault, {}, difference), 0);
  return { gradient: [...flatten(gradient(at.params, at.data)).flat], difference };
}

describe('a planted fault gives what it says', () => {
  test.each<[string, readonly number[]]>([
    ['the gradient doubled', [6, 4, 6, 12, 8, 12, 6, 12]],
    ['dW halved', [1.5, 1, 1.5, 3, 2, 3, 3, 6]],
    ['db negative', [3, 2, 3, 6, 4, 6, -3, -6]],
    ['dW left at 0', [0, 0, 0, 0, 0, 0, 3, 6]],
    ['db times m', [3, 2, 3, 6, 4, 6, 12, 24]],
    ['db over m', [3, 2, 3, 6, 4, 6, 0.75, 1.5]],
    ['db times data.lambda', [3, 2, 3, 6, 4, 6, 1.5, 3]],
    ['dW with its last entry doubled', [3, 2, 3, 6, 4, 12, 3, 6]],
    ['dW without its last row', [3, 2, 3, 0, 0, 0, 3, 6]],
    ['dW without its last column', [3, 2, 0, 6, 4, 0, 3, 6]],
    ['dW with its first column negative', [-3, 2, 3, -6, 4, 6, 3, 6]],
    ['dW with its first row doubled', [6, 4, 6, 6, 4, 6, 3, 6]],
    ['dW off by 0.001 in its largest entry', [3, 2, 3, 6 * (1 + 1e-3), 4, 6, 3, 6]],
    ['db with a NaN', [3, 2, 3, 6, 4, 6, 3, Number.NaN]],
    ['dW column by column', [3, 6, 2, 4, 3, 6, 3, 6]],
    ['dW in reverse', [6, 4, 6, 3, 2, 3, 3, 6]],
    ['db one entry too late', [3, 2, 3, 6, 4, 6, 6, 3]],
    ['dW summed over its rows', [9, 6, 9, 9, 6, 9, 3, 6]],
    ['dW with data.lambda W too much', [3.5, 3, 4.5, 8, 6.5, 9, 3, 6]],
    ['dW lacking data.lambda/m W', [2.875, 1.75, 2.625, 5.5, 3.375, 5.25, 3, 6]],
    ['db summed from dW', [3, 2, 3, 6, 4, 6, 8, 16]],
    // The last example has y = -1 and x = [1, 1, 1].
    ['the last example left out', [4, 3, 4, 8, 6, 8, 4, 8]],
    ['the last example alone', [-1, -1, -1, -2, -2, -2, -1, -2]],
    ['the first example counted twice', [4, 2, 5, 8, 4, 10, 4, 8]],
    // y = [2, 1, -1, 1]
    ['data.y of the next example', [0, 1, 6, 0, 2, 12, 3, 6]],
  ])('%s', (name, expected) => {
    const { gradient, difference } = planted(name);
    expect(gradient).toEqual(expected);
    expect(difference.error).toBeGreaterThan(1e-6);
  });

  test('one that makes no difference says why', () => {
    const one = { params: point.params, data: { X: [[1, 0, 2]], y: [1], lambda: 0 } };
    expect(planted('db times m', one).difference).toEqual({
      error: 0,
      idle: { because: 'm is 1', draw: 'm of 2 and more' },
    });
    expect(planted('dW with data.lambda W too much', one).difference.idle?.because).toBe('data.lambda is 0');
    expect(planted('data.y of the next example', one).difference.idle?.because).toBe('m is 1');
    expect(planted('taken at parameters off by 0.01').difference).toEqual({ error: 0, idle: undefined });
  });

  test('a left-over gradient is that of the call before, an accumulated one grows', () => {
    const { gradient: left } = remembering('left over from the call before');
    expect(left([1, 2])).toEqual([2, 4]);
    expect(left([3, 3])).toEqual([2, 4]);
    expect(left([5, 5])).toEqual([6, 6]);
    expect(left([1])).toEqual([2]);
    const { gradient: added } = remembering('added to that of the call before');
    expect([added([1, 2]), added([1, 2]), added([1, 2])]).toEqual([
      [2, 4],
      [4, 8],
      [6, 12],
    ]);
  });
});

function remembering(name: string): { readonly gradient: (w: number[]) => unknown } {
  const squares = {
    loss: (w: number[]) => w.reduce((s, x) => s + x * x, 0),
    gradient: (w: number[]) => w.map((x) => 2 * x),
  };
  const fault = faultsFor([{ params: [1, 2] }], 1e-3).find((one): one is PlantedFault => one.name === name)!;
  const wrong = withFault(squares, fault, {}, { error: 0, idle: undefined });
  const { gradient } = functionsOf(wrong, 0);
  return { gradient: (w) => gradient(w, undefined) };
}

describe('the examples of a batch', () => {
  const at = (data: unknown): Case => ({ params: 1, data });
  const X = (rows: number, columns: number) => ({
    shape: [rows, columns],
    data: Float64Array.from({ length: rows * columns }, (_, i) => i),
  });

  test('are rows that two leaves have in common in every case', () => {
    const points = [
      at({ X: X(3, 2), y: [1, 2, 3], classes: [1, 2, 3] }),
      at({ X: X(2, 2), y: [1, 2], classes: [1, 2, 3] }),
    ];
    const batch = batchIn(points)!;
    expect([...batch.paths]).toEqual(['data.X', 'data.y']);
    expect(examplesIn(points[0]!, batch)).toBe(3);
    expect(withExamples(points[1]!, batch, () => 0).data).toEqual({
      X: { shape: [2, 2], data: Float64Array.of(0, 1, 0, 1) },
      y: [1, 1],
      classes: [1, 2, 3],
    });
  });

  test('are columns where the rows have nothing in common', () => {
    const points = [at({ X: X(2, 3), Y: X(1, 3) }), at({ X: X(4, 2), Y: X(1, 2) })];
    const batch = batchIn(points)!;
    expect(batch.inRows).toBe(false);
    expect(examplesIn(points[0]!, batch)).toBe(3);
    expect(withExamples(points[0]!, batch, (i) => (i + 1) % 3).data).toEqual({
      X: { shape: [2, 3], data: Float64Array.of(1, 2, 0, 4, 5, 3) },
      Y: { shape: [1, 3], data: Float64Array.of(1, 2, 0) },
    });
  });

  test.each([
    ['in a single leaf', { X: X(3, 2) }],
    ['in leaves of other lengths', { X: X(3, 2), y: [1, 2, 3, 4] }],
    ['beside integer arrays, which are not rebuilt', { X: X(3, 2), y: [1, 2, 3], ids: Int32Array.of(1, 2, 3) }],
    ['without data', undefined],
  ])('are not clear %s', (_, data) => {
    expect(batchIn([at(data)])).toBeUndefined();
  });

  test('as items of a list, whole or in part', () => {
    const batch = (...y: readonly number[]): Case => ({
      params: 0,
      data: { train: y.map((label, i) => ({ x: [i, 10 * i], label, id: `${i}` })), lambda: 1 },
    });
    const points = [batch(5, 6, 7), batch(8, 9)];
    const found = batchIn(points)!;
    expect([...found.paths]).toEqual(['data.train[].x', 'data.train[].label']);
    expect(points.map((point) => examplesIn(point, found))).toEqual([3, 2]);
    expect(withExamples(points[1]!, found, () => 1).data).toEqual({
      train: [
        { x: [1, 10], label: 9, id: '0' },
        { x: [1, 10], label: 9, id: '1' },
      ],
      lambda: 1,
    });
    const next = withExamples(
      points[1]!,
      found,
      (i) => (i + 1) % 2,
      (path) => path.endsWith('label'),
    );
    expect(next.data).toMatchObject({
      train: [
        { x: [0, 0], label: 9 },
        { x: [1, 10], label: 8 },
      ],
    });
  });

  test('not of a list whose items differ', () => {
    const uneven = {
      params: 0,
      data: {
        train: [
          { x: [1, 2], y: 1 },
          { x: [1], y: 2 },
        ],
      },
    };
    expect(batchIn([uneven])).toBeUndefined();
  });
});
