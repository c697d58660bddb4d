import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCode } from '../reports/to-code.ts';
import { classifierCases } from './classifier-cases.ts';
import { denseCases } from './dense-cases.ts';
import { linear1dCases } from './linear1d-cases.ts';
import { reluNetworkCases } from './relu-network-cases.ts';
import { sigmoidNetworkCases } from './sigmoid-network-cases.ts';

/** The minimal case that has a property, from several seeds, as code. */
function minimal<T>(cases: fc.Arbitrary<T>, has: (point: T) => boolean): string[] {
  const found = new Set<string>();
  for (let seed = 0; seed < 8; seed++) {
    let runs = 0;
    const { counterexample } = fc.check(
      // Gives up where shrinking does not end.
      fc.property(cases, (point: T) => ++runs > 20_000 || !has(point)),
      { seed, numRuns: 1000 },
    );
    found.add(toCode(counterexample![0]));
  }
  return [...found];
}

const labelled = denseCases({ losses: ['softmax-cross-entropy', 'hinge'] });

test('a dense network without conditions: one layer, one unit, the simplest of everything', () => {
  expect(minimal(labelled, () => true)).toEqual([
    `{
  params: {
    W1: { shape: [1, 1], data: Float64Array.of(0) },
    b1: { shape: [1], data: Float64Array.of(0) },
  },
  data: {
    X: { shape: [1, 1], data: Float64Array.of(0) },
    y: [0],
    activation: 'identity',
    loss: 'softmax-cross-entropy',
    lambda: 0,
    regularise: 'weights',
  },
}`,
  ]);
});

test('two layers, the hidden one tanh: nothing but these two is left over', () => {
  const cases = minimal(labelled, ({ params, data }) => 'W2' in params && data!.activation === 'tanh');
  expect(cases).toEqual([
    `{
  params: {
    W1: { shape: [1, 1], data: Float64Array.of(0) },
    b1: { shape: [1], data: Float64Array.of(0) },
    W2: { shape: [1, 1], data: Float64Array.of(0) },
    b2: { shape: [1], data: Float64Array.of(0) },
  },
  data: {
    X: { shape: [1, 1], data: Float64Array.of(0) },
    y: [0],
    activation: 'tanh',
    loss: 'softmax-cross-entropy',
    lambda: 0,
    regularise: 'weights',
  },
}`,
  ]);
});

test('a batch of three or more and at least two classes: exactly three and two', () => {
  const cases = minimal(classifierCases(), ({ params, data }) => data!.y.length >= 3 && params.W.shape[1]! >= 2);
  expect(cases).toEqual([
    `{
  params: { W: { shape: [2, 2], data: Float64Array.of(0, 0, 0, 0) } },
  data: {
    X: { shape: [3, 1], data: Float64Array.of(0, 0, 0) },
    y: [0, 0, 0],
    lambda: 0,
  },
}`,
  ]);
});

test('a label of the third class: three classes and a single example', () => {
  const cases = minimal(sigmoidNetworkCases(), ({ data }) => data!.y.includes(3));
  expect(cases).toEqual([
    `{
  params: {
    Theta1: { shape: [1, 2], data: Float64Array.of(0, 0) },
    Theta2: { shape: [3, 2], data: Float64Array.of(0, 0, 0, 0, 0, 0) },
  },
  data: { X: { shape: [1, 1], data: Float64Array.of(0) }, y: [3], lambda: 0 },
}`,
  ]);
});

test('a regulariser at work: lambda 1 and a single weight of 1', () => {
  const cases = minimal(classifierCases(), ({ params, data }) => data!.lambda * params.W.data.at(-1)! > 0.05);
  expect(cases).toEqual([
    `{
  params: { W: { shape: [2, 1], data: Float64Array.of(0, 1) } },
  data: { X: { shape: [1, 1], data: Float64Array.of(0) }, y: [0], lambda: 1 },
}`,
  ]);
});

test('a square matrix that is not symmetric: two by two, short numbers, zeros elsewhere', () => {
  const cases = minimal(reluNetworkCases({ depth: 1 }), ({ params: { W1 } }) => {
    const [rows, columns] = W1!.shape as [number, number];
    return rows === columns && W1!.data.some((x, p) => x !== W1!.data[(p % rows) * columns + Math.floor(p / rows)]);
  });
  for (const text of cases) {
    expect(text).toMatch(/W1: \{ shape: \[2, 2\], data: Float64Array\.of\(0, (1, 0|0, 1), 0\) \}/);
    expect(text).toMatch(/X: \{ shape: \[2, 1\], data: Float64Array\.of\(0, 0\) \}/);
  }
});

test('a sum of weights above 1.2: short numbers, none of them noise', () => {
  const cases = minimal(labelled, ({ params }) => params.W1!.data.reduce((sum, x) => sum + x, 0) > 1.2);
  for (const text of cases) {
    const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => number);
    expect(Math.max(...numbers.map((number) => number.length))).toBeLessThanOrEqual(4);
    expect(text).toMatch(/b1: \{ shape: \[\d\], data: Float64Array\.of\((0, )*0\) \}/);
    expect(text).toMatch(/X: \{ shape: \[1, \d\], data: Float64Array\.of\((0, )*0\) \}/);
  }
});

test('a slope above 1.2 in one dimension: 2 on 0', () => {
  expect(minimal(linear1dCases(), ({ data }) => data!.x > 1.2)).toEqual(['{ params: 0, data: { x: 2 } }']);
});
