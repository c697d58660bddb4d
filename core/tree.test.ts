import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TreeError } from './errors.ts';
import { blockAt, entryName, flatten, flattenLike, type Layout, unflatten } from './tree.ts';

const thrownBy = (action: () => unknown): TreeError => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(TreeError);
    return error as TreeError;
  }
  throw new Error('expected a TreeError, nothing was thrown');
};

const roundTrip = (tree: unknown): unknown => {
  const { flat, layout } = flatten(tree);
  return unflatten(layout, flat);
};

const names = (layout: Layout): string[] => layout.blocks.map(({ name }) => name);

describe('flatten and unflatten', () => {
  const forms: readonly { name: string; tree: unknown; flat: readonly number[]; blocks: readonly string[] }[] = [
    { name: 'a number', tree: 3, flat: [3], blocks: ['params'] },
    { name: '-0', tree: -0, flat: [-0], blocks: ['params'] },
    { name: 'an array', tree: [1, -0, 2.5], flat: [1, -0, 2.5], blocks: ['params'] },
    {
      name: 'a matrix as nested arrays',
      tree: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      flat: [1, 2, 3, 4, 5, 6],
      blocks: ['params'],
    },
    {
      name: 'three nested axes',
      tree: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, -0],
        ],
      ],
      flat: [1, 2, 3, 4, 5, 6, 7, -0],
      blocks: ['params'],
    },
    { name: 'a Float64Array', tree: new Float64Array([0.1, -0]), flat: [0.1, -0], blocks: ['params'] },
    {
      name: 'a Float32Array',
      tree: new Float32Array([0.1, -0]),
      flat: [Math.fround(0.1), -0],
      blocks: ['params'],
    },
    {
      name: 'a tensor of float64',
      tree: { shape: [2, 2], data: new Float64Array([1, 2, 3, 4]) },
      flat: [1, 2, 3, 4],
      blocks: ['params'],
    },
    {
      name: 'a tensor of float32',
      tree: { W: { shape: [1, 2], data: new Float32Array([0.1, 2]) } },
      flat: [Math.fround(0.1), 2],
      blocks: ['W'],
    },
    {
      name: 'a tensor with a plain array as data',
      tree: { W: { shape: [2, 1], data: [1, 2] } },
      flat: [1, 2],
      blocks: ['W'],
    },
    { name: 'a tensor without axes', tree: { s: { shape: [], data: [7] } }, flat: [7], blocks: ['s'] },
    {
      name: 'an object of blocks, in the order of its keys',
      tree: { W2: [[1]], b: 2, a: new Float64Array([3]) },
      flat: [1, 2, 3],
      blocks: ['W2', 'b', 'a'],
    },
    {
      name: 'objects in objects',
      tree: { encoder: { W: [1], head: { b: 2 } } },
      flat: [1, 2],
      blocks: ['encoder.W', 'encoder.head.b'],
    },
    {
      name: 'a list of typed arrays of different lengths and types',
      tree: [new Float64Array([1, 2]), new Float32Array([3]), new Float64Array(0)],
      flat: [1, 2, 3],
      blocks: ['params[0]', 'params[1]', 'params[2]'],
    },
    {
      name: 'a list of objects',
      tree: {
        layers: [
          { W: [[1, 2]], b: [3] },
          { W: [[4], [5]], b: [6, 7] },
        ],
      },
      flat: [1, 2, 3, 4, 5, 6, 7],
      blocks: ['layers[0].W', 'layers[0].b', 'layers[1].W', 'layers[1].b'],
    },
    {
      name: 'a list of lists of typed arrays',
      tree: [[new Float64Array([1])], [new Float64Array([2]), new Float64Array([3])]],
      flat: [1, 2, 3],
      blocks: ['params[0][0]', 'params[1][0]', 'params[1][1]'],
    },
    { name: 'an empty array', tree: { W: [], b: 1 }, flat: [1], blocks: ['W', 'b'] },
    {
      name: 'a matrix without columns',
      tree: [[], [], []],
      flat: [],
      blocks: ['params'],
    },
    { name: 'a tensor of size 0', tree: { shape: [0, 3], data: new Float64Array(0) }, flat: [], blocks: ['params'] },
    { name: 'an empty object beside a block', tree: { none: {}, b: 1 }, flat: [1], blocks: ['b'] },
  ];

  it.each(forms)('reads $name in row-major order and rebuilds it exactly', ({ tree, flat, blocks }) => {
    const read = flatten(tree);
    // toEqual tells -0 from 0, and toStrictEqual one container class from another.
    expect(Array.from(read.flat)).toEqual(flat);
    expect(names(read.layout)).toEqual(blocks);
    expect(read.layout.size).toBe(flat.length);
    expect(unflatten(read.layout, read.flat)).toStrictEqual(tree);
  });

  it('rebuilds NaN and infinities as they are', () => {
    expect(roundTrip([Number.NaN, Number.POSITIVE_INFINITY, -Infinity])).toStrictEqual([NaN, Infinity, -Infinity]);
  });

  it('reads objects without a prototype', () => {
    const tree: Record<string, unknown> = Object.create(null);
    tree.W = [1, 2];
    tree.b = 3;
    expect(roundTrip(tree)).toEqual({ W: [1, 2], b: 3 });
    expect(names(flatten(tree).layout)).toEqual(['W', 'b']);
  });

  it('keeps nothing of the tree that it read: rebuilt containers are fresh every time', () => {
    const tree = {
      W: [[1, 2]],
      v: new Float64Array([3]),
      t: { shape: [1], data: new Float32Array([4]) },
      l: [{ b: 5 }],
    };
    const { flat, layout } = flatten(tree);
    const first = unflatten(layout, flat) as typeof tree;
    const second = unflatten(layout, flat) as typeof tree;
    first.W[0]![0] = 99;
    first.v[0] = 99;
    first.t.data[0] = 99;
    first.t.shape[0] = 99;
    first.l[0]!.b = 99;
    expect(second).toStrictEqual(tree);
    expect(tree.W).toEqual([[1, 2]]);
    expect(Array.from(flat)).toEqual([1, 2, 3, 4, 5]);
    tree.v[0] = -1;
    expect(flat[2]).toBe(3);
    expect(second.v[0]).toBe(3);
  });

  it('rounds to the type of a float32 block and leaves float64 blocks as they are', () => {
    const { layout } = flatten({ a: new Float32Array(1), b: new Float64Array(1), c: 0 });
    const back = unflatten(layout, Float64Array.of(0.1, 0.1, 0.1)) as { a: Float32Array; b: Float64Array; c: number };
    expect(back.a[0]).toBe(Math.fround(0.1));
    expect(back.b[0]).toBe(0.1);
    expect(back.c).toBe(0.1);
    expect(layout.blocks.map(({ type }) => type)).toEqual(['float32', 'float64', 'float64']);
  });

  it('reads the same value in two places as two blocks', () => {
    const shared = new Float64Array([1, 2]);
    const { flat, layout } = flatten({ a: shared, b: shared });
    expect(Array.from(flat)).toEqual([1, 2, 1, 2]);
    const back = unflatten(layout, flat) as { a: unknown; b: unknown };
    expect(back.a).not.toBe(back.b);
  });

  it('reads a block named like a property of every object', () => {
    const tree = { constructor: [1], toString: 2, hasOwnProperty: 3 };
    expect(names(flatten(tree).layout)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
    expect(Object.entries(roundTrip(tree) as object)).toEqual(Object.entries(tree));
  });

  it('calls the root as it is told', () => {
    expect(names(flatten([1, 2], 'output').layout)).toEqual(['output']);
    expect(names(flatten([{ b: 1 }], 'output').layout)).toEqual(['output[0].b']);
  });
});

describe('flatten refuses', () => {
  const cyclic: Record<string, unknown> = { b: 1 };
  cyclic.self = cyclic;
  const cyclicList: unknown[] = [{ b: 1 }];
  cyclicList.push(cyclicList);
  const cyclicNumbers: unknown[] = [1];
  cyclicNumbers.push(cyclicNumbers);
  const refused: readonly { name: string; tree: unknown; path: string; message: RegExp }[] = [
    { name: 'undefined', tree: undefined, path: 'params', message: /came undefined/ },
    { name: 'a hole in an object', tree: { W: [1], b: undefined }, path: 'b', message: /came undefined/ },
    { name: 'null deep inside', tree: { layers: [{ b: null }] }, path: 'layers[0].b', message: /came null/ },
    {
      name: 'a ragged matrix',
      tree: { W: [[1, 2], [3]] },
      path: 'W[1]',
      message: /ragged: expected shape \[2\].*came shape \[1\]/,
    },
    { name: 'a matrix that is ragged further in', tree: [[[1]], [[1, 2]]], path: 'params[1]', message: /ragged/ },
    { name: 'a sparse array', tree: { W: new Array(3) }, path: 'W[0]', message: /sparse/ },
    {
      name: 'a hole in a row',
      tree: {
        W: [[1, 2], Object.assign([3], { length: 2 })],
      },
      path: 'W[1][1]',
      message: /sparse/,
    },
    { name: 'a string among numbers', tree: [1, '2'], path: 'params[1]', message: /came a string \("2"\)/ },
    { name: 'an integer array', tree: { W: new Int32Array(2) }, path: 'W', message: /Int32Array of 2.*Float64Array/ },
    { name: 'a cycle of objects', tree: cyclic, path: 'self', message: /contains itself/ },
    { name: 'a cycle of lists', tree: cyclicList, path: 'params[1]', message: /contains itself/ },
    { name: 'a cycle among numbers', tree: cyclicNumbers, path: 'params[1]', message: /contains itself/ },
    {
      name: 'a tensor whose data does not fill its shape',
      tree: { W: { shape: [2, 3], data: new Float64Array(5) } },
      path: 'W.data',
      message: /shape \[2, 3\] holds 6 numbers, came 5/,
    },
    {
      name: 'a tensor with a fractional extent',
      tree: { W: { shape: [1.5], data: [1] } },
      path: 'W.shape',
      message: /expected an array of extents/,
    },
    {
      name: 'a tensor with nested data',
      tree: { W: { shape: [1, 2], data: [[1, 2]] } },
      path: 'W.data',
      message: /expected a flat array/,
    },
  ];

  it.each(refused)('$name, saying where', ({ tree, path, message }) => {
    const error = thrownBy(() => flatten(tree));
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`${path}: `)).toBe(true);
  });
});

describe('flattenLike', () => {
  const { layout } = flatten({
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    b: [7, 8],
    s: 9,
    l: [{ u: new Float64Array([10]) }],
  });
  const expected = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it('accepts other containers of the same shapes, and other orders of the keys', () => {
    const tree = {
      l: [{ u: [10] }],
      s: { shape: [], data: [9] },
      b: new Float32Array([7, 8]),
      W: { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    };
    expect(Array.from(flattenLike(layout, tree))).toEqual(expected);
  });

  it('accepts an object without a prototype', () => {
    const tree = Object.assign(Object.create(null), {
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [7, 8],
      s: 9,
      l: [{ u: [10] }],
    });
    expect(Array.from(flattenLike(layout, tree))).toEqual(expected);
  });

  it('does not fill the tree of another call', () => {
    const tree = {
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [7, 8],
      s: 9,
      l: [{ u: [10] }],
    };
    const first = flattenLike(layout, tree);
    tree.s = -1;
    expect(first[8]).toBe(9);
    expect(flattenLike(layout, tree)).not.toBe(first);
  });

  const right = {
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    b: [7, 8],
    s: 9,
    l: [{ u: [10] }],
  };
  const { b: _b, ...withoutB } = right;
  const wrong: readonly { name: string; tree: unknown; path: string; message: RegExp }[] = [
    {
      name: 'the transposed shape',
      tree: {
        ...right,
        W: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
      path: 'gradient.W',
      message: /expected shape \[2, 3\].*came shape \[3, 2\]/,
    },
    {
      name: 'a flat array of the right length',
      tree: { ...right, W: [1, 2, 3, 4, 5, 6] },
      path: 'gradient.W',
      message: /expected shape \[2, 3\].*came shape \[6\]/,
    },
    {
      name: 'a vector that is too short',
      tree: { ...right, b: [7] },
      path: 'gradient.b',
      message: /expected shape \[2\].*came shape \[1\]/,
    },
    {
      name: 'an array of one for a number',
      tree: { ...right, s: [9] },
      path: 'gradient.s',
      message: /expected a number.*came shape \[1\]/,
    },
    {
      name: 'a number for a vector of one',
      tree: { ...right, l: [{ u: 10 }] },
      path: 'gradient.l[0].u',
      message: /expected shape \[1\].*came a number/,
    },
    {
      name: 'an object for a block',
      tree: { ...right, b: { x: 1 } },
      path: 'gradient.b',
      message: /came an object with x/,
    },
    { name: 'a missing block', tree: withoutB, path: 'gradient.b', message: /missing$/ },
    {
      name: 'a missing block, naming what came instead',
      tree: { ...withoutB, db: [7, 8] },
      path: 'gradient.b',
      message: /missing; it has db, which the parameters have not/,
    },
    {
      name: 'a block too many',
      tree: { ...right, extra: 1 },
      path: 'gradient.extra',
      message: /no block of this name/,
    },
    {
      name: 'a list that is too long',
      tree: { ...right, l: [{ u: [10] }, { u: [10] }] },
      path: 'gradient.l',
      message: /list of 1.*array of 2/,
    },
    {
      name: 'an object for a list',
      tree: { ...right, l: { 0: { u: [10] } } },
      path: 'gradient.l',
      message: /list of 1.*came an object with 0/,
    },
    {
      name: 'an array for the object',
      tree: [1, 2],
      path: 'gradient',
      message: /an object with W, b, s, l.*array of 2/,
    },
    { name: 'undefined', tree: undefined, path: 'gradient', message: /came undefined/ },
    { name: 'null for a block', tree: { ...right, b: null }, path: 'gradient.b', message: /came null/ },
  ];

  it.each(wrong)('rejects $name with the path, what was expected and what came', ({ tree, path, message }) => {
    const error = thrownBy(() => flattenLike(layout, tree));
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
  });

  it('calls the root as it is told', () => {
    expect(thrownBy(() => flattenLike(layout, 3, 'cotangent')).path).toBe('cotangent');
  });
});

describe('entryName and blockAt', () => {
  const { layout } = flatten({
    s: 1,
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    layers: [{ b: [1] }, { t: { shape: [2, 2, 2], data: new Float64Array(8) } }],
  });

  it('names a number by its block and other entries by their indices', () => {
    const all = Array.from({ length: layout.size }, (_, i) => entryName(layout, i));
    expect(all.slice(0, 8)).toEqual([
      's',
      'W[0,0]',
      'W[0,1]',
      'W[0,2]',
      'W[1,0]',
      'W[1,1]',
      'W[1,2]',
      'layers[0].b[0]',
    ]);
    expect(all[8]).toBe('layers[1].t[0,0,0]');
    expect(all[13]).toBe('layers[1].t[1,0,1]');
    expect(all[15]).toBe('layers[1].t[1,1,1]');
    expect(new Set(all).size).toBe(layout.size);
  });

  it('names the entries of a tree that is a single leaf', () => {
    expect(entryName(flatten(1).layout, 0)).toBe('params');
    expect(entryName(flatten([1, 2]).layout, 1)).toBe('params[1]');
    expect(entryName(flatten({ layers: [{ b: 0 }, { b: [0, 0, 5] }] }).layout, 3)).toBe('layers[1].b[2]');
  });

  it('finds the block past one of size 0', () => {
    const { layout: withEmpty } = flatten({ none: [], b: [1, 2] });
    expect(blockAt(withEmpty, 0).name).toBe('b');
    expect(entryName(withEmpty, 1)).toBe('b[1]');
  });

  it.each([-1, 16, Number.NaN])('throws RangeError for entry %d', (index) => {
    expect(() => entryName(layout, index)).toThrow(RangeError);
  });
});

describe('property', () => {
  const entry = fc.oneof(fc.double(), fc.constantFrom(-0, 0, 1, -1));
  const single = fc.float();
  const matrix = fc
    .tuple(fc.nat(4), fc.nat(4))
    .chain(([rows, columns]) =>
      fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
  const tensor = fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const values = fc.array(entry, { minLength: size, maxLength: size });
    return values.chain((data) => fc.constantFrom({ shape, data }, { shape, data: Float64Array.from(data) }));
  });
  const leaf = fc.oneof(
    entry,
    fc.array(entry, { maxLength: 5 }),
    matrix,
    tensor,
    fc.array(entry, { maxLength: 5 }).map((values) => Float64Array.from(values)),
    fc.array(single, { maxLength: 5 }).map((values) => Float32Array.from(values)),
  );
  const key = fc.constantFrom('W1', 'b1', 'W2', 'a', 'length', 'toString', '0');
  const { tree } = fc.letrec<{ tree: unknown; branch: unknown }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('branch')),
    // A list starts with an object: a list of arrays of numbers would have to be a matrix.
    branch: fc.oneof(
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      fc
        .tuple(fc.dictionary(key, leaf, { maxKeys: 2, noNullPrototype: true }), fc.array(tie('tree'), { maxLength: 2 }))
        .map(([first, rest]) => [first, ...rest]),
    ),
  }));

  it('every tree comes back strictly equal, and once more from its own layout', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const { flat, layout } = flatten(value);
        const back = unflatten(layout, flat);
        expect(back).toStrictEqual(value);
        expect(flattenLike(layout, back)).toEqual(flat);
        expect(flatten(back).layout).toEqual(layout);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('the blocks follow one another without a gap and every entry has its own name', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const { flat, layout } = flatten(value);
        let offset = 0;
        for (const block of layout.blocks) {
          expect(block.offset).toBe(offset);
          expect(block.size).toBe(block.shape.reduce((product, extent) => product * extent, 1));
          offset += block.size;
        }
        expect(offset).toBe(flat.length);
        const all = Array.from(flat, (_, i) => entryName(layout, i));
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
