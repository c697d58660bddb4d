import { describe, expect, test } from 'vitest';
import { tensor } from '../core/tensor.ts';
import { classifierCases } from './classifier-cases.ts';
import { denseCases } from './dense-cases.ts';
import { keepIndices } from './keep-indices.ts';
import { reluNetworkCases } from './relu-network-cases.ts';
import { axes, type Field, type Schema } from './schema.ts';
import { sigmoidNetworkCases } from './sigmoid-network-cases.ts';

/** Entry [i, j] is 10 i + j, so that every number tells where it stood. */
const places = (rows: number, columns: number) =>
  tensor(
    [rows, columns],
    Array.from({ length: rows * columns }, (_, p) => 10 * Math.floor(p / columns) + (p % columns)),
  );

const kept = (entries: Record<string, readonly number[]>) => new Map(Object.entries(entries));

describe('on a classifier, whose first row of W holds the biases', () => {
  const cases = classifierCases();
  const point = { params: { W: places(4, 3) }, data: { X: places(2, 3), y: [2, 1], lambda: 0.5 } };
  const schema = cases.schema(point);

  test('the sizes leave the row of biases out', () => {
    expect(Object.fromEntries(schema.sizes)).toEqual({ n: 3, k: 3, m: 2 });
  });

  test('keeping inputs keeps the biases, and the same columns of X', () => {
    expect(keepIndices(point, schema, kept({ n: [0, 2] }))).toEqual({
      params: { W: tensor([3, 3], [0, 1, 2, 10, 11, 12, 30, 31, 32]) },
      data: { X: tensor([2, 2], [0, 2, 10, 12]), y: [2, 1], lambda: 0.5 },
    });
  });

  test('keeping classes renames the labels; a label whose class is gone becomes the first', () => {
    expect(keepIndices(point, schema, kept({ k: [0, 2] }))).toEqual({
      params: { W: tensor([4, 2], [0, 2, 10, 12, 20, 22, 30, 32]) },
      data: { X: places(2, 3), y: [1, 0], lambda: 0.5 },
    });
  });

  test('keeping examples keeps their rows and labels together, in the order given and as often as given', () => {
    expect(keepIndices(point, schema, kept({ m: [1, 0, 1] })).data).toEqual({
      X: tensor([3, 3], [10, 11, 12, 0, 1, 2, 10, 11, 12]),
      y: [1, 2, 1],
      lambda: 0.5,
    });
  });

  test('several dimensions at once', () => {
    expect(keepIndices(point, schema, kept({ n: [1], k: [1], m: [1] }))).toEqual({
      params: { W: tensor([2, 1], [1, 21]) },
      data: { X: tensor([1, 1], [11]), y: [0], lambda: 0.5 },
    });
  });

  test('the case it was given stays as it was', () => {
    const before = structuredClone(point);
    keepIndices(point, schema, kept({ n: [1], k: [1], m: [1] }));
    expect(point).toEqual(before);
  });
});

describe('on the sigmoid network, whose first columns hold the biases', () => {
  const point = {
    params: { Theta1: places(2, 4), Theta2: places(3, 3) },
    data: { X: places(2, 3), y: [3, 1], lambda: 1 },
  };
  const schema = sigmoidNetworkCases().schema(point);

  test('keeping hidden units cuts rows of Theta1 and columns of Theta2 after its biases', () => {
    expect(keepIndices(point, schema, kept({ h: [1] })).params).toEqual({
      Theta1: tensor([1, 4], [10, 11, 12, 13]),
      Theta2: tensor([3, 2], [0, 2, 10, 12, 20, 22]),
    });
  });

  test('keeping inputs cuts columns of Theta1 after its biases, and columns of X', () => {
    const { params, data } = keepIndices(point, schema, kept({ n: [2] })) as typeof point;
    expect(params.Theta1).toEqual(tensor([2, 2], [0, 3, 10, 13]));
    expect(data.X).toEqual(tensor([2, 1], [2, 12]));
  });

  test('labels count from 1: the class kept last has the label 2, a lost one the label 1', () => {
    expect((keepIndices(point, schema, kept({ k: [1, 2] })) as typeof point).data.y).toEqual([2, 1]);
    expect((keepIndices(point, schema, kept({ k: [1] })) as typeof point).data.y).toEqual([1, 1]);
  });
});

test('on the relu network examples are columns, and biases of shape [out, 1] follow their layer', () => {
  const point = {
    params: { W1: places(3, 2), b1: places(3, 1), W2: places(2, 3), b2: places(2, 1) },
    data: { X: places(2, 3), Y: places(2, 3) },
  };
  expect(keepIndices(point, reluNetworkCases().schema(point), kept({ h1: [0, 2], k: [1], m: [2] }))).toEqual({
    params: {
      W1: tensor([2, 2], [0, 1, 20, 21]),
      b1: tensor([2, 1], [0, 20]),
      W2: tensor([1, 2], [10, 12]),
      b2: tensor([1, 1], [10]),
    },
    data: { X: tensor([2, 1], [2, 12]), Y: tensor([1, 1], [12]) },
  });
});

test('on a dense network a hidden dimension links a layer, its biases and the next layer; targets follow k and m', () => {
  const point = {
    params: { W1: places(3, 2), b1: tensor([3], [0, 1, 2]), W2: places(2, 3), b2: tensor([2], [0, 1]) },
    data: { X: places(2, 2), y: places(2, 2), activation: 'tanh', loss: 'squared-error' } as const,
  };
  const schema = denseCases().schema(point);
  expect(Object.fromEntries(schema.sizes)).toEqual({ n: 2, h1: 3, k: 2, m: 2 });
  const smaller = keepIndices(point, schema, kept({ h1: [2], k: [1], m: [0] })) as typeof point;
  expect(smaller.params).toEqual({
    W1: tensor([1, 2], [20, 21]),
    b1: tensor([1], [2]),
    W2: tensor([1, 1], [12]),
    b2: tensor([1], [1]),
  });
  expect(smaller.data.y).toEqual(tensor([1, 1], [1]));
});

test('targets that are distributions keep a single 1 in a row whose class is gone', () => {
  const point = { params: 0, data: { y: tensor([2, 3], [0, 0, 1, 1, 0, 0]) } };
  const schema: Schema = {
    sizes: new Map([
      ['m', 2],
      ['k', 3],
    ]),
    fields: new Map<string, Field>([['data.y', { kind: 'targets', axes: axes('m', 'k'), distribution: 'k' }]]),
  };
  expect(keepIndices(point, schema, kept({ k: [0, 1] })).data).toEqual({ y: tensor([2, 2], [1, 0, 1, 0]) });
  expect(keepIndices(point, schema, kept({ m: [0] })).data).toEqual({ y: tensor([1, 3], [0, 0, 1]) });
});

test('what is left of a distribution that is not one-hot sums to 1 again, along whichever axis it runs', () => {
  const schema = (first: string, second: string): Schema => ({
    sizes: new Map([
      ['m', 2],
      ['k', 3],
    ]),
    fields: new Map<string, Field>([['data.y', { kind: 'targets', axes: axes(first, second), distribution: 'k' }]]),
  });
  const inRows = { params: 0, data: { y: tensor([2, 3], [0.25, 0.25, 0.5, 0.5, 0.5, 0]) } };
  expect(keepIndices(inRows, schema('m', 'k'), kept({ k: [0, 2] })).data).toEqual({
    y: tensor([2, 2], [1 / 3, 2 / 3, 1, 0]),
  });
  expect(keepIndices(inRows, schema('m', 'k'), kept({ k: [2] })).data).toEqual({ y: tensor([2, 1], [1, 1]) });
  expect(keepIndices(inRows, schema('m', 'k'), kept({ m: [1], k: [0, 1, 2] })).data).toEqual({
    y: tensor([1, 3], [0.5, 0.5, 0]),
  });
  const inColumns = { params: 0, data: { y: tensor([3, 2], [0.25, 0, 0.25, 0, 0.5, 1]) } };
  expect(keepIndices(inColumns, schema('k', 'm'), kept({ k: [0, 1] })).data).toEqual({
    y: tensor([2, 2], [0.5, 1, 0.5, 0]),
  });
});

test('fields that are left out of a case stay left out', () => {
  const point = { params: { W: places(2, 2) } };
  const schema: Schema = {
    sizes: new Map([['k', 2]]),
    fields: new Map<string, Field>([
      ['params.W', { kind: 'tensor', axes: axes('m', 'k') }],
      ['data.b', { kind: 'tensor', axes: axes('k') }],
    ]),
  };
  expect(keepIndices(point, schema, kept({ k: [1] }))).toEqual({ params: { W: tensor([2, 1], [1, 11]) } });
});
