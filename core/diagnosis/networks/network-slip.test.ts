import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../check-gradient.ts';
import { sigmoid } from '../../models/sigmoid.ts';
import type { CheckOptions } from '../../options.ts';
import type { Diagnosis } from '../../results.ts';

type Matrix = readonly (readonly number[])[];
interface Params {
  readonly W1: Matrix;
  readonly b1: readonly number[];
  readonly W2: Matrix;
  readonly b2: readonly number[];
}
interface Data {
  readonly X: Matrix;
  readonly y: readonly number[];
}

/** What a user may have written: a network of one hidden layer with softmax cross-entropy, as a mean over the examples. */
interface Written {
  readonly activation: (z: number) => number;
  readonly slope: (z: number, a: number) => number;
  /** The error of the logits of an example. */
  readonly error?: (p: readonly number[], y: number) => readonly number[];
  /** Of the hidden layer, from the error of the outputs. */
  readonly back?: (W2: Matrix, delta: readonly number[], j: number) => number;
  /** The loss of an example. */
  readonly cost?: (p: readonly number[], y: number) => number;
}

const tanhSlope = (_: number, a: number): number => 1 - a * a;
const right = (p: readonly number[], y: number): readonly number[] => p.map((x, k) => x - (k === y ? 1 : 0));
const toRight = (W2: Matrix, delta: readonly number[], j: number): number =>
  delta.reduce((sum, d, k) => sum + d * W2[k]![j]!, 0);

function problemOf({ activation, slope, error = right, back = toRight, cost = (p, y) => -Math.log(p[y]!) }: Written) {
  const forward = ({ W1, b1, W2, b2 }: Params, x: readonly number[]) => {
    const z = W1.map((row, j) => row.reduce((sum, w, i) => sum + w * x[i]!, b1[j]!));
    const a = z.map(activation);
    const logits = W2.map((row, k) => row.reduce((sum, w, j) => sum + w * a[j]!, b2[k]!));
    const powers = logits.map((l) => Math.exp(l - Math.max(...logits)));
    const total = powers.reduce((s, p) => s + p, 0);
    return { z, a, p: powers.map((p) => p / total) };
  };
  return {
    loss: (params: Params, { X, y }: Data): number =>
      X.reduce((sum, x, i) => sum + cost(forward(params, x).p, y[i]!), 0) / X.length,
    gradient: (params: Params, { X, y }: Data): Params => {
      const g = {
        W1: params.W1.map((row) => row.map(() => 0)),
        b1: params.b1.map(() => 0),
        W2: params.W2.map((row) => row.map(() => 0)),
        b2: params.b2.map(() => 0),
      };
      for (const [i, x] of X.entries()) {
        const { z, a, p } = forward(params, x);
        const delta = error(p, y[i]!).map((d) => d / X.length);
        const hidden = a.map((out, j) => back(params.W2, delta, j) * slope(z[j]!, out));
        for (const [k, d] of delta.entries()) {
          g.b2[k]! += d;
          for (const [j, out] of a.entries()) g.W2[k]![j]! += d * out;
        }
        for (const [j, d] of hidden.entries()) {
          g.b1[j]! += d;
          for (const [n, value] of x.entries()) g.W1[j]![n]! += d * value;
        }
      }
      return g;
    },
  };
}

const wave = (rows: number, columns: number, seed: number): Matrix =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => 1.3 * Math.sin(7 * i + 3 * j + seed)),
  );

function networkCase(inputs: number, hidden: number, classes: number, examples: number) {
  return {
    params: {
      W1: wave(hidden, inputs, 1),
      b1: wave(1, hidden, 2)[0]!,
      W2: wave(classes, hidden, 3),
      b2: wave(1, classes, 4)[0]!,
    },
    data: { X: wave(examples, inputs, 5), y: Array.from({ length: examples }, (_, i) => (2 * i) % classes) },
  };
}

function diagnosesOf(written: Written, options: CheckOptions = {}, at = networkCase(3, 4, 3, 5)): readonly Diagnosis[] {
  const { verdict, diagnoses } = checkGradient(problemOf(written), at, options);
  expect(verdict).toBe('disagrees');
  return diagnoses;
}

test('the network of these tests is right', () => {
  expect(checkGradient(problemOf({ activation: Math.tanh, slope: tanhSlope }), networkCase(3, 4, 3, 5)).verdict).toBe(
    'agrees',
  );
});

describe.each<{ mistake: string; written: Written; kind: string; says: string }>([
  {
    mistake: 'no derivative at all',
    written: { activation: Math.tanh, slope: () => 1 },
    kind: 'derivative-missing',
    says: 'dW1, db1: the derivative of tanh is left out on the way back through layer 1',
  },
  {
    mistake: 'the derivative of another activation',
    written: { activation: Math.tanh, slope: (z) => sigmoid(z) * sigmoid(-z) },
    kind: 'derivative-of-another',
    says: 'dW1, db1: the derivative is that of sigmoid, the activation is tanh on the way back through layer 1',
  },
  {
    mistake: 'a formula of the output that is given the input',
    written: { activation: sigmoid, slope: (z) => z * (1 - z) },
    kind: 'derivative-at-input',
    says: 'the derivative of sigmoid is written for its output, but fed what the activation is given',
  },
  {
    mistake: 'a derivative at the output',
    written: { activation: sigmoid, slope: (_, a) => sigmoid(a) * sigmoid(-a) },
    kind: 'derivative-at-output',
    says: 'the derivative of sigmoid is taken at its output, not at what it is given',
  },
  {
    mistake: 'a leak that is dropped',
    written: { activation: (z) => (z > 0 ? z : 0.1 * z), slope: (z) => (z > 0 ? 1 : 0) },
    kind: 'leaky-slope',
    says: 'the slope of leaky relu (0.1) below 0 is dropped',
  },
  {
    mistake: 'targets that are not taken off',
    written: { activation: Math.tanh, slope: tanhSlope, error: (p) => p },
    kind: 'targets',
    says: 'dW1, db1, dW2, db2: the targets are not taken off the probabilities (softmax cross-entropy)',
  },
  {
    mistake: 'the next class',
    written: { activation: Math.tanh, slope: tanhSlope, error: (p, y) => right(p, (y + 1) % 3) },
    kind: 'targets',
    says: 'the targets are those of the next class (data.y)',
  },
  {
    mistake: 'a derivative of softmax that is its diagonal',
    written: { activation: Math.tanh, slope: tanhSlope, error: (p, y) => p.map((x, k) => (k === y ? x - 1 : 0)) },
    kind: 'output-derivative',
    says: 'only the diagonal of the derivative of softmax is used',
  },
  {
    mistake: 'a squared error of what comes from above',
    written: {
      activation: Math.tanh,
      slope: tanhSlope,
      back: (W2, delta, j) =>
        toRight(
          W2,
          delta.map((d) => d * d),
          j,
        ),
    },
    kind: 'upstream-squared',
    says: 'dW1, db1: the error from above is squared in layer 2',
  },
  {
    mistake: 'ones for what comes from above',
    written: { activation: Math.tanh, slope: tanhSlope, back: (W2, _, j) => toRight(W2, [1, 1, 1], j) },
    kind: 'upstream-ones',
    says: 'dW1, db1: the error from above is taken as ones in layer 2',
  },
])('$mistake', ({ written, kind, says }) => {
  test('is named in one sentence', () => {
    const found = diagnosesOf(written);
    expect(found.map((one) => one.kind)).toEqual([kind]);
    expect(found[0]!.message).toContain(says);
  });

  test('is named by a screen, or called by its pattern', () => {
    const found = diagnosesOf(written, { mode: 'screen' });
    for (const one of found) expect([kind, 'unknown', 'chain', 'output-error', 'flat-loss']).toContain(one.kind);
  });

  test('is named in a network of one unit, or called by no wrong name', () => {
    const { diagnoses } = checkGradient(problemOf(written), networkCase(1, 1, 3, 1));
    for (const one of diagnoses)
      expect([kind, 'unknown', 'chain', 'constant-factor', 'output-error', 'zero', 'targets', 'flat-loss']).toContain(
        one.kind,
      );
  });
});

test('a screen of hundreds of parameters names the derivative', () => {
  const found = diagnosesOf({ activation: Math.tanh, slope: () => 1 }, {}, networkCase(20, 26, 4, 12));
  expect(found.map(({ kind }) => kind)).toEqual(['derivative-missing']);
});

test('a clipped loss whose gradient is not clipped', () => {
  const at = networkCase(3, 4, 3, 5);
  const far = { ...at, params: { ...at.params, W2: at.params.W2.map((row) => row.map((w) => 12 * w)) } };
  const written: Written = {
    activation: Math.tanh,
    slope: tanhSlope,
    cost: (p, y) => -Math.log(Math.max(p[y]!, 1e-7)),
  };
  const found = diagnosesOf(written, {}, far);
  expect(found.map(({ kind }) => kind)).toEqual(['clipped-loss']);
  expect(found[0]!.message).toMatch(
    /the loss is clipped where a probability is below 1e-\d+ or so, its gradient is not/,
  );
});

test('weights that are updated before the error goes back', () => {
  const rate = 0.05;
  const problem = problemOf({ activation: Math.tanh, slope: tanhSlope });
  const gradient = (params: Params, data: Data): Params => {
    const g = problem.gradient(params, data);
    const W2 = params.W2.map((row, k) => row.map((w, j) => w - rate * g.W2[k]![j]!));
    const late = problemOf({
      activation: Math.tanh,
      slope: tanhSlope,
      back: (_, delta, j) => toRight(W2, delta, j),
    }).gradient(params, data);
    return { ...g, W1: late.W1, b1: late.b1 };
  };
  const { diagnoses } = checkGradient({ ...problem, gradient }, networkCase(3, 4, 3, 5));
  expect(diagnoses.map(({ kind }) => kind)).toEqual(['backward-weights']);
  expect(diagnoses[0]!.message).toContain('by weights that were updated before in layer 2');
});

test('a mistake that is none of these stays unknown', () => {
  const found = diagnosesOf({ activation: Math.tanh, slope: (z) => 1 / (1 + z * z) });
  expect(found.map(({ kind }) => kind)).toEqual(['chain']);
});

test('two mistakes at once are not named as one', () => {
  const found = diagnosesOf({ activation: Math.tanh, slope: () => 1, error: (p) => p.map((x) => x * x) });
  expect(found.filter(({ kind }) => kind.startsWith('derivative') || kind.startsWith('output-d'))).toEqual([]);
});

test('a planted factor beside it is named apart', () => {
  const problem = problemOf({ activation: Math.tanh, slope: () => 1 });
  const gradient = (params: Params, data: Data): Params => {
    const g = problem.gradient(params, data);
    return { ...g, W2: g.W2.map((row) => row.map((x) => 2 * x)) };
  };
  const { diagnoses } = checkGradient({ ...problem, gradient }, networkCase(3, 4, 3, 5));
  expect(diagnoses.map(({ kind, block }) => `${kind} ${block}`)).toEqual([
    'constant-factor W2',
    'derivative-missing W1',
  ]);
});

test('in float32 the derivative is named as well', () => {
  const at = networkCase(3, 4, 3, 5);
  const single = (rows: Matrix): Matrix => rows.map((row) => row.map(Math.fround));
  const problem = problemOf({ activation: Math.tanh, slope: () => 1 });
  const point = { ...at, params: { ...at.params, W1: single(at.params.W1), W2: single(at.params.W2) } };
  const loss = (params: Params, data: Data): number => Math.fround(problem.loss(params, data));
  const { diagnoses } = checkGradient({ ...problem, loss }, point, { precision: 'float32' });
  expect(diagnoses.map(({ kind }) => kind)).toEqual(['derivative-missing']);
});
