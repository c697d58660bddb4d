import normalFactory from '@stdlib/random-base-normal';
import { expect, test } from 'vitest';
import { type Tensor, tensor } from '../tensor.ts';
import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import small from './fixtures/linear-small.json' with { type: 'json' };
import { hingeClassifier } from './hinge-classifier.ts';
import { hingeGradientLoop } from './hinge-gradient-loop.ts';
import { hingeLossLoop } from './hinge-loss-loop.ts';
import { normaliseRows } from './normalise-rows.ts';
import { relativeDifference } from './relative-difference.ts';
import { softmaxClassifier } from './softmax-classifier.ts';
import { softmaxGradientLoop } from './softmax-gradient-loop.ts';
import { softmaxLossLoop } from './softmax-loss-loop.ts';

const W = tensor(small.W.shape, small.W.data);
const X = tensor(small.X.shape, small.X.data);
const classifiers = [
  { kind: 'softmax', model: softmaxClassifier, lossLoop: softmaxLossLoop, gradientLoop: softmaxGradientLoop },
  { kind: 'hinge', model: hingeClassifier, lossLoop: hingeLossLoop, gradientLoop: hingeGradientLoop },
] as const;
const cases = classifiers.flatMap((classifier) => [
  { ...classifier, lambda: 0, golden: small[`${classifier.kind}_reg0`] },
  { ...classifier, lambda: 0.5, golden: small[`${classifier.kind}_reg0.5`] },
]);

test.for(cases)('$kind at lambda $lambda gives the NumPy loss and gradient', ({ model, lambda, golden }) => {
  const data = { X, y: small.y, lambda };
  expect(Math.abs(model.loss({ W }, data) / golden.loss - 1)).toBeLessThan(1e-14);
  expect(relativeDifference(model.gradient({ W }, data).W.data, golden.grad)).toBeLessThan(1e-14);
});

test.for(cases)('$kind at lambda $lambda agrees with central differences', ({ model, lambda, golden }) => {
  const data = { X, y: small.y, lambda };
  const J = (values: Float64Array) => model.loss({ W: { shape: W.shape, data: values } }, data);
  const numeric = computeNumericalGradient(J, W.data, 1e-5);
  expect(relativeDifference(numeric, golden['numgrad_central_1e-5'])).toBeLessThan(1e-9);
  expect(relativeDifference(numeric, model.gradient({ W }, data).W.data, 'norm-of-sum')).toBeLessThan(1e-9);
});

test.for(cases)(
  'the forward difference that never restores W drifts by 1e-6 and errs as recorded ($kind, lambda $lambda)',
  ({ model, lambda, golden }) => {
    const data = { X, y: small.y, lambda };
    const h = small.h;
    const drifting = tensor(W.shape, W.data);
    const numeric = drifting.data.map((_, p) => {
      const before = model.loss({ W: drifting }, data);
      drifting.data[p] = drifting.data[p]! + h;
      return (model.loss({ W: drifting }, data) - before) / h;
    });
    const drift = Math.max(...drifting.data.map((value, p) => Math.abs(value - W.data[p]!)));
    expect(drift).toBe(golden.W_drift_after_check);
    expect(Math.abs(model.loss({ W: drifting }, data) / golden.loss_at_drifted_W - 1)).toBeLessThan(1e-14);
    const gradient = model.gradient({ W }, data).W.data;
    const difference = relativeDifference(numeric, gradient, 'norm-of-sum');
    expect(Math.abs(difference - golden.rel_forward_seed_W_not_restored)).toBeLessThan(1e-9);
  },
);

test('the recorded inputs are rows normalised already', () => {
  expect(relativeDifference(normaliseRows(X).X.data, X.data)).toBeLessThan(1e-15);
});

const normal = normalFactory.factory(0, 1, { seed: 7 });
const randomTensor = (shape: number[], scale: number): Tensor => {
  const { data } = tensor(shape);
  return { shape, data: data.map(() => scale * normal()) };
};
const below = (n: number): number => Math.floor(Math.abs(normal()) * 1e6) % n;

test.for(classifiers)(
  '$kind in loops and vectorised agree to 1e-12 on 300 random cases',
  ({ model, lossLoop, gradientLoop }) => {
    for (let run = 0; run < 300; run++) {
      const [n, D, K] = [1 + below(9), below(9), 1 + below(9)] as const;
      const scale = [0.1, 1, 30][run % 3]!;
      const params: ClassifierParams = { W: randomTensor([D + 1, K], scale) };
      const y = Array.from({ length: n }, () => below(K));
      const data: ClassifierData = { X: randomTensor([n, D], 1), y, lambda: run % 2 };
      const loss = model.loss(params, data);
      expect(Math.abs(loss - lossLoop(params, data))).toBeLessThanOrEqual(1e-12 * Math.max(1, loss));
      const gradient = model.gradient(params, data).W;
      expect(gradient.shape).toEqual([D + 1, K]);
      expect(relativeDifference(gradient.data, gradientLoop(params, data).W.data)).toBeLessThan(1e-12);
    }
  },
);

test('softmax survives logits of 1e5', () => {
  const params = { W: tensor([2, 2], [0, 0, 1e5, -1e5]) };
  const data = { X: tensor([1, 1], [1]), y: [1], lambda: 0 };
  expect(softmaxClassifier.loss(params, data)).toBe(2e5);
  expect(softmaxLossLoop(params, data)).toBe(2e5);
  expect([...softmaxClassifier.gradient(params, data).W.data]).toEqual([1, -1, 1, -1]);
});

test('the subgradient of the hinge at a kink is 0', () => {
  const params = { W: tensor([1, 2], [-1, 0]) };
  const data = { X: tensor([1, 0]), y: [1], lambda: 0 };
  expect(hingeClassifier.loss(params, data)).toBe(0);
  expect([...hingeClassifier.gradient(params, data).W.data]).toEqual([0, 0]);
  expect([...hingeGradientLoop(params, data).W.data]).toEqual([0, 0]);
});

test('a bias row of W is regularised as the exercise does it', () => {
  const data = { X: tensor([1, 1]), y: [0], lambda: 2 };
  expect(hingeClassifier.loss({ W: tensor([2, 1], [3, 0]) }, data)).toBe(9);
});

const valid = { X, y: small.y, lambda: 0 };
test.for([
  ['y[3] is 10, expected an integer in 0..3', { W }, { ...valid, y: [0, 1, 2, 10, 0, 1] }],
  ['y[0] is 0.5, expected an integer in 0..3', { W }, { ...valid, y: [0.5, 1, 2, 1, 0, 1] }],
  ['y[1] is NaN, expected an integer in 0..3', { W }, { ...valid, y: [0, NaN, 2, 1, 0, 1] }],
  ['y has 2 labels, expected 6: one per row of X', { W }, { ...valid, y: [0, 1] }],
  ['W is [12, 4], expected [13, K]: X has 12 columns, plus one row of biases', { W: tensor([12, 4]) }, valid],
  ['W is missing, expected [13, K]', {}, valid],
  ['W is number, expected a { shape, data } tensor', { W: 3 }, valid],
  ['W is [13, 4] but holds 3 values, expected 52', { W: { shape: [13, 4], data: new Float64Array(3) } }, valid],
  ['X is [0, 12], expected [m, n]', { W }, { ...valid, X: tensor([0, 12]), y: [] }],
  ['X is missing', { W }, { y: [], lambda: 0 }],
  ['y is undefined, expected a list of 6 class labels', { W }, { X, lambda: 0 }],
  ['lambda is -1, expected a finite number >= 0', { W }, { ...valid, lambda: -1 }],
  ['lambda is undefined', { W }, { X, y: small.y }],
] as const)('rejects a bad case: %s', ([message, params, data]) => {
  for (const { model, lossLoop, gradientLoop } of classifiers) {
    for (const call of [model.loss, model.gradient, lossLoop, gradientLoop]) {
      expect(() => call(params as unknown as ClassifierParams, data as unknown as ClassifierData)).toThrow(message);
    }
  }
  const { frozen } = hingeClassifier;
  expect(() => frozen(params as unknown as ClassifierParams, data as unknown as ClassifierData)).toThrow(message);
});
