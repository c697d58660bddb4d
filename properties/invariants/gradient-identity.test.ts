import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseForward } from '../../core/models/dense-forward.ts';
import { denseLayers } from '../../core/models/dense-layers.ts';
import {
  type DenseData,
  type DenseParams,
  denseNetwork,
  hingeClassifier,
  type Model,
  sigmoidNetwork,
  softmaxClassifier,
} from '../../core/models/index.ts';
import type { Case, LossProblem } from '../../core/problem.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { classifierCases } from '../../generators/classifier-cases.ts';
import { denseCases } from '../../generators/dense-cases.ts';
import { sigmoidNetworkCases } from '../../generators/sigmoid-network-cases.ts';
import { gradientIdentity } from './gradient-identity.ts';

type Blocks = Readonly<Record<string, Tensor>>;
type Gradient<P, D> = (params: P, data: D) => Blocks;

const RUN = { numRuns: 150, seed: 3 };

/** The message with which an identity fails, or undefined. */
function failure<P, D>(property: fc.IPropertyWithHooks<[Case<P, D>]>): string | undefined {
  const { failed, errorInstance } = fc.check(property, RUN);
  return failed ? (errorInstance as Error).message : undefined;
}

const gradientOf = <P, D>({ gradient }: Model<P, D>): Gradient<P, D> => gradient as unknown as Gradient<P, D>;
const flat = (blocks: Blocks): number[] => Object.values(blocks).flatMap(({ data }) => [...data]);
const change = ({ shape, data }: Tensor, by: (x: number, index: number) => number): Tensor =>
  tensor(shape, data.map(by));
const changeAll = (blocks: Blocks, by: (x: number) => number): Blocks =>
  Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, change(block, by)]));
const rowSums = ({ shape, data }: Tensor): number[] => {
  const columns = shape.at(-1)!;
  return Array.from({ length: data.length / columns }, (_, row) =>
    data.subarray(row * columns, (row + 1) * columns).reduce((sum, x) => sum + x, 0),
  );
};
const depthOf = (params: DenseParams): number => Object.keys(params).length / 2;

describe('logits enter by their differences alone, so their gradient sums to zero over classes', () => {
  const heads = denseCases({ losses: ['softmax-cross-entropy', 'hinge', 'squared-hinge'] });

  /** The bias gradient of the last layer is the sum over examples of the gradient with respect to logits. */
  const lastBias = (gradient: Gradient<DenseParams, DenseData>) =>
    gradientIdentity({ loss: denseNetwork.loss, gradient }, heads, (got, params, data) => {
      const { data: db } = got[`b${depthOf(params)}`]!;
      const b = params[`b${depthOf(params)}`]!.data;
      const penalty = data.regularise === 'all' ? data.lambda! : 0;
      const sum = db.reduce((total, x, k) => total + x - penalty * b[k]!, 0);
      return { came: [sum], expected: [0] };
    });

  test('in the bias gradient of the last layer of a dense network', () => {
    expect(failure(lastBias(gradientOf(denseNetwork)))).toBeUndefined();
  });

  test('must fail: the 1 of the label is not taken off', () => {
    const forgotten: Gradient<DenseParams, DenseData> = (params, data) => {
      const right = gradientOf(denseNetwork)(params, data);
      const last = `b${depthOf(params)}`;
      return { ...right, [last]: change(right[last]!, (x, k) => x + (k === (data.y as number[])[0] ? 1 : 0)) };
    };
    expect(failure(lastBias(forgotten))).toMatch(/^number 0 is .*, expected 0$/);
  });

  /** W leads with its row of biases: rows of inputs, columns of classes. */
  const rows = (model: typeof softmaxClassifier, gradient = gradientOf(model)) =>
    gradientIdentity({ loss: model.loss, gradient }, classifierCases(), (got, { W }, { lambda }) => {
      const sums = rowSums(change(got.W!, (x, i) => x - lambda * W.data[i]!));
      return { came: sums, expected: sums.map(() => 0) };
    });

  test.each([softmaxClassifier, hingeClassifier])('in every row of the gradient of $name less its regulariser', (m) => {
    expect(failure(rows(m))).toBeUndefined();
  });

  test.each([softmaxClassifier, hingeClassifier])('must fail: $name with half a regulariser', (model) => {
    const half: Gradient<{ W: Tensor }, { X: Tensor; y: readonly number[]; lambda: number }> = (params, data) =>
      gradientOf(model)(params, { ...data, lambda: data.lambda / 2 });
    expect(failure(rows(model, half))).toMatch(/^number \d+ is .*, expected 0$/);
  });

  test.each([softmaxClassifier, hingeClassifier])('must fail: $name without its last class', (model) => {
    const cut: Gradient<{ W: Tensor }, { X: Tensor; y: readonly number[]; lambda: number }> = (params, data) => {
      const { W } = gradientOf(model)(params, data);
      const classes = W!.shape[1]!;
      return { W: change(W!, (x, i) => (i % classes === classes - 1 ? 0 : x)) };
    };
    expect(failure(rows(model, cut))).toMatch(/^number \d+ is .*, expected 0$/);
  });
});

describe('nothing comes from above, nothing comes out: only the regulariser is left', () => {
  const outputsOf = (params: DenseParams, data: DenseData): Tensor => {
    const layers = denseLayers(params, data.X);
    const { rows, columns, data: z } = denseForward(layers, data.X, data.activation).at(-1)!.output;
    return tensor([rows, columns], z.slice(0, rows * columns));
  };

  /** Targets equal to the outputs. */
  const onTarget = denseCases({ losses: ['squared-error'] }).map(({ params, data }) => ({
    params,
    data: { ...data!, y: outputsOf(params, data!) },
  }));

  /** Labels of the largest output, and a last layer so large that every margin is kept with room to spare. */
  const satisfied = denseCases({ losses: ['hinge', 'squared-hinge'] }).map(({ params, data }) => {
    const z = outputsOf(params, data!);
    const [m, k] = z.shape as [number, number];
    const scores = Array.from({ length: m }, (_, i) => [...z.data.subarray(i * k, (i + 1) * k)]);
    const y = scores.map((row) => row.indexOf(Math.max(...row)));
    const gaps = scores.map((row, i) => Math.min(...row.map((s, j) => (j === y[i] ? Infinity : row[y[i]!]! - s))));
    const stretch = 2 / Math.max(1e-3, Math.min(1, ...gaps));
    const L = depthOf(params);
    const larger = Object.fromEntries(
      [`W${L}`, `b${L}`].map((name) => [name, change(params[name]!, (x) => stretch * x)]),
    );
    return { params: { ...params, ...larger }, data: { ...data!, y }, kept: Math.min(...gaps) > 1e-3 };
  });

  const penaltyOf = (params: DenseParams, { lambda, regularise }: DenseData): number[] =>
    Object.entries(params).flatMap(([name, { data }]) =>
      [...data].map((x) => (name.startsWith('W') || regularise === 'all' ? lambda! * x : 0)),
    );

  const leftover = (cases: fc.Arbitrary<Case<DenseParams, DenseData>>, gradient = gradientOf(denseNetwork)) =>
    gradientIdentity({ loss: denseNetwork.loss, gradient }, cases, (got, params, data) => ({
      came: flat(got),
      expected: penaltyOf(params, data),
    }));

  const withMargins = satisfied.filter(({ kept }) => kept);
  const SILENT = [
    ['squared error, targets equal to outputs', onTarget],
    ['hinge and squared hinge, all margins kept', withMargins],
  ] as const;

  test.each(SILENT)('%s', (_, cases) => {
    expect(failure(leftover(cases))).toBeUndefined();
  });

  test.each(SILENT)('must fail: %s, and a gradient that adds to what comes from above', (_, cases) => {
    const leaking: Gradient<DenseParams, DenseData> = (params, data) =>
      changeAll(gradientOf(denseNetwork)(params, data), (x) => x + 1e-6);
    expect(failure(leftover(cases, leaking))).toMatch(/^number 0 is .*, expected /);
  });

  test.each(SILENT)('must fail: %s, without the regulariser', (_, cases) => {
    const bare: Gradient<DenseParams, DenseData> = (params, data) =>
      gradientOf(denseNetwork)(params, { ...data, lambda: 0 });
    expect(failure(leftover(cases, bare))).toMatch(/^number \d+ is .*, expected /);
  });

  test('must fail: targets that are not the outputs', () => {
    const missed = onTarget.map(({ params, data }) => ({
      params,
      data: { ...data, y: change(data.y, (t) => t + 1) },
    }));
    expect(failure(leftover(missed))).toBeDefined();
  });
});

describe('the gradient of the regulariser alone is what lambda adds', () => {
  /** The gradient with lambda less that without: a problem of its own. */
  const alone = <P, D extends { readonly lambda?: number }>(gradient: Gradient<P, D>) => {
    return (params: P, data: D): Blocks => {
      const bare = gradient(params, { ...data, lambda: 0 });
      return Object.fromEntries(
        Object.entries(gradient(params, data)).map(([name, block]) => [
          name,
          change(block, (x, i) => x - bare[name]!.data[i]!),
        ]),
      );
    };
  };

  const classifier = (gradient: Gradient<{ W: Tensor }, { X: Tensor; y: readonly number[]; lambda: number }>) =>
    gradientIdentity(
      { loss: softmaxClassifier.loss, gradient: alone(gradient) },
      classifierCases(),
      (got, { W }, d) => ({
        came: flat(got),
        expected: W.data.map((w) => d.lambda * w),
      }),
    );

  test.each([softmaxClassifier, hingeClassifier])('lambda W for $name, biases included', (model) => {
    expect(failure(classifier(gradientOf(model)))).toBeUndefined();
  });

  test('must fail: twice lambda W, as from a loss without its 1/2', () => {
    expect(failure(classifier((p, d) => gradientOf(softmaxClassifier)(p, { ...d, lambda: 2 * d.lambda })))).toMatch(
      /^number \d+ is /,
    );
  });

  const dense = (gradient: Gradient<DenseParams, DenseData>) =>
    gradientIdentity({ loss: denseNetwork.loss, gradient: alone(gradient) }, denseCases(), (got, params, data) => ({
      came: flat(got),
      expected: Object.entries(params).flatMap(([name, block]) =>
        [...block.data].map((x) => (name.startsWith('W') || data.regularise === 'all' ? data.lambda! * x : 0)),
      ),
    }));

  test('lambda times the weights of a dense network, or times all where biases are regularised as well', () => {
    expect(failure(dense(gradientOf(denseNetwork)))).toBeUndefined();
  });

  test.each(['weights', 'all'] as const)(
    'must fail: a dense network that takes regularise for %s always',
    (regularise) => {
      expect(failure(dense((p, d) => gradientOf(denseNetwork)(p, { ...d, regularise })))).toMatch(/^number \d+ is /);
    },
  );

  const sigmoid = (gradient: Gradient<SigmoidParams, SigmoidData>) =>
    gradientIdentity(
      { loss: sigmoidNetwork.loss, gradient: alone(gradient) },
      sigmoidNetworkCases(),
      (got, { Theta1, Theta2 }, { lambda, y }) => ({
        came: flat(got),
        expected: [Theta1, Theta2].flatMap(({ shape, data }) =>
          [...data].map((x, i) => (i % shape[1]! === 0 ? 0 : (lambda / y.length) * x)),
        ),
      }),
    );
  type SigmoidParams = { readonly Theta1: Tensor; readonly Theta2: Tensor };
  type SigmoidData = { readonly X: Tensor; readonly y: readonly number[]; readonly lambda: number };

  test('lambda / m Theta for the sigmoid network, its bias columns left out', () => {
    expect(failure(sigmoid(gradientOf(sigmoidNetwork)))).toBeUndefined();
  });

  test('must fail: lambda Theta, not divided by m', () => {
    const undivided: Gradient<SigmoidParams, SigmoidData> = (params, data) =>
      gradientOf(sigmoidNetwork)(params, { ...data, lambda: data.lambda * data.y.length });
    expect(failure(sigmoid(undivided))).toMatch(/^number \d+ is /);
  });

  test('must fail: bias columns regularised too', () => {
    const biased: Gradient<SigmoidParams, SigmoidData> = (params, data) => {
      const right = gradientOf(sigmoidNetwork)(params, data);
      const { Theta1 } = params;
      const first = (i: number): boolean => i % Theta1.shape[1]! === 0;
      return {
        ...right,
        Theta1: change(right.Theta1!, (x, i) => x + (first(i) ? (data.lambda / data.y.length) * Theta1.data[i]! : 0)),
      };
    };
    expect(failure(sigmoid(biased))).toMatch(/^number \d+ is /);
  });
});

describe('gradientIdentity itself', () => {
  const line: LossProblem<number, undefined> & { gradient: (w: number) => number } = {
    loss: (w) => w,
    gradient: () => 1,
  };
  const points = fc.constant({ params: 2 });
  const identity = (came: number[], expected: number[]) =>
    failure(gradientIdentity(line, points, () => ({ came, expected })));

  test('compares number by number, within 1e-9 of the size expected or of 1', () => {
    expect(identity([1, 2 + 1e-10, 1e6 + 5e-4], [1, 2, 1e6])).toBeUndefined();
    expect(identity([1, 2 + 1e-8], [1, 2])).toBe('number 1 is 2.00000001, expected 2');
    expect(identity([1e6 + 5e-3], [1e6])).toBe('number 0 is 1000000.005, expected 1000000');
    expect(identity([1e-8], [0])).toBe('number 0 is 1e-8, expected 0');
  });

  test('NaN equals nothing, and as many numbers must come as are expected', () => {
    expect(identity([Number.NaN], [0])).toBe('number 0 is NaN, expected 0');
    expect(identity([0], [Number.NaN])).toBe('number 0 is 0, expected NaN');
    expect(identity([1, 2], [1])).toBe('2 numbers came, 1 were expected');
  });

  test('cases of which the identity says nothing are passed over', () => {
    const silent = gradientIdentity(line, points, () => undefined);
    expect(fc.check(silent, { numRuns: 3, maxSkipsPerRun: 2, seed: 1 })).toMatchObject({ failed: true, numRuns: 0 });
  });
});
