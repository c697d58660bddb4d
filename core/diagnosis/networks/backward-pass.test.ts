import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../check-gradient.ts';

type Rows = readonly (readonly number[])[];

const product = (A: Rows, B: Rows): Rows =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * B[k]![j]!, 0)));
const turned = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const each = (A: Rows, of: (x: number, i: number, j: number) => number): Rows =>
  A.map((row, i) => row.map((x, j) => of(x, i, j)));

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const slopeOfSigmoid = (z: number): number => sigmoid(z) * sigmoid(-z);
const slopeOfTanh = (z: number): number => 1 - Math.tanh(z) ** 2;

const inputs = [
  [0.3, -1.1, 0.8],
  [1.2, 0.4, -0.7],
  [-0.5, 0.9, 0.2],
  [0.7, -0.2, 1.3],
];
const W = [
  [0.5, -0.3],
  [0.8, -0.6],
  [0.2, 0.4],
];

interface Layer {
  readonly inputs: Rows;
  readonly W: Rows;
}

/** One layer whose inputs are parameters; `slope` and `back` may be mistaken. */
function said(slope: (z: number) => number, back = (w: Rows): Rows => turned(w)): readonly string[] {
  const layer = {
    forward: (p: Layer) => each(product(p.inputs, p.W), sigmoid),
    vjp: (p: Layer, cotangent: unknown) => {
      const z = product(p.inputs, p.W);
      const delta = each(cotangent as Rows, (c, i, k) => c * slope(z[i]![k]!));
      return { inputs: product(delta, back(p.W)), W: product(turned(p.inputs), delta) };
    },
  };
  const { verdict, diagnoses } = checkGradient(layer, { params: { inputs, W } });
  return verdict === 'agrees'
    ? ['agrees']
    : diagnoses.map(({ kind, block, message }) => `${kind} ${block}: ${message}`);
}

describe('a layer that is checked by its backward pass', () => {
  test('is not accused where it is right', () => {
    expect(said(slopeOfSigmoid)).toEqual(['agrees']);
  });

  test.each([
    { does: 'left out', slope: () => 1, kind: 'derivative-missing' },
    { does: 'taken twice', slope: (z: number) => slopeOfSigmoid(z) ** 2, kind: 'derivative-twice' },
    { does: 'taken at the output', slope: (z: number) => slopeOfSigmoid(sigmoid(z)), kind: 'derivative-at-output' },
    { does: 'fed the pre-activation', slope: (z: number) => z * (1 - z), kind: 'derivative-at-input' },
    { does: 'that of tanh', slope: slopeOfTanh, kind: 'derivative-of-another' },
  ])('is said to have its derivative $does, once for all blocks', ({ slope, kind }) => {
    const lines = said(slope);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${kind} inputs: dinputs, dW: the derivative .*sigmoid`));
  });

  test('is said to lose the signs of its weights on the way to its inputs', () => {
    expect(said(slopeOfSigmoid, (w) => turned(each(w, Math.abs)))).toEqual([
      expect.stringMatching(/^backward-weights inputs: dinputs: the weights lose their signs on the way back \(/),
    ]);
  });

  test('is not given a cause that it has not', () => {
    for (const line of said((z) => slopeOfSigmoid(z) + 0.3 * Math.sin(5 * z))) expect(line).toMatch(/^unknown /);
  });
});

interface Two {
  readonly W1: Rows;
  readonly W2: Rows;
}

test('two layers over inputs in the data: the derivative that is left out is placed', () => {
  const W2 = [
    [0.4, -0.7, 0.1],
    [0.2, 0.5, -0.9],
  ];
  const twoLayers = (hidden: (z: number) => number, outputs: (z: number) => number) => ({
    forward: ({ W1, W2 }: Two, { x }: { x: Rows }) => each(product(each(product(x, W1), Math.tanh), W2), Math.tanh),
    vjp: ({ W1, W2 }: Two, cotangent: unknown, { x }: { x: Rows }) => {
      const z1 = product(x, W1);
      const h = each(z1, Math.tanh);
      const z2 = product(h, W2);
      const delta2 = each(cotangent as Rows, (c, i, k) => c * outputs(z2[i]![k]!));
      const delta1 = each(product(delta2, turned(W2)), (d, i, k) => d * hidden(z1[i]![k]!));
      return { W1: product(turned(x), delta1), W2: product(turned(h), delta2) };
    },
  });
  const point = { params: { W1: W, W2 }, data: { x: inputs } };
  const messages = (problem: ReturnType<typeof twoLayers>) =>
    checkGradient(problem, point).diagnoses.map(({ message }) => message);
  expect(messages(twoLayers(slopeOfTanh, slopeOfTanh))).toEqual([]);
  expect(messages(twoLayers(() => 1, slopeOfTanh))).toEqual([
    expect.stringContaining('dW1: the derivative of tanh is left out on the way back through layer 1'),
  ]);
  expect(messages(twoLayers(slopeOfTanh, () => 1))).toEqual([
    expect.stringContaining('dW1, dW2: the derivative of tanh is left out (outputs of tanh)'),
  ]);
});
