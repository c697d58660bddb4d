import normalFactory from '@stdlib/random-base-normal';
import { expect, test } from 'vitest';
import { type Tensor, tensor } from '../tensor.ts';
import { debugInitializeWeights } from './debug-initialize-weights.ts';
import checkNN from './fixtures/check-nn.json' with { type: 'json' };
import net400 from './fixtures/net400.json' with { type: 'json' };
import { relativeDifference } from './relative-difference.ts';
import { sigmoidGradientPerExample } from './sigmoid-gradient-per-example.ts';
import { sigmoidNetwork } from './sigmoid-network.ts';
import { unroll } from './unroll.ts';

const read = ({ shape, data }: { shape: number[]; data: number[] }): Tensor => tensor(shape, data);
const variants = Object.entries(checkNN).flatMap(([name, { Theta1, Theta2, X, y, vec_order, runs }]) =>
  Object.values(runs).map((run) => ({
    name,
    lambda: run.lam,
    run,
    params: { Theta1: read(Theta1), Theta2: read(Theta2) },
    data: { X: read(X), y: y.map((label) => label + 1), lambda: run.lam },
    order: vec_order === 'F' ? ('column-major' as const) : ('row-major' as const),
  })),
);

test.for(variants)('gives the NumPy cost and gradient of $name at lambda $lambda', ({ params, data, run, order }) => {
  expect(Math.abs(sigmoidNetwork.loss(params, data) / run.cost - 1)).toBeLessThan(1e-14);
  for (const gradientOf of [sigmoidNetwork.gradient, sigmoidGradientPerExample]) {
    const { Theta1, Theta2 } = gradientOf(params, data);
    expect(relativeDifference(unroll([Theta1, Theta2], order), run.grad)).toBeLessThan(1e-14);
  }
});

test.for(variants)(
  "the slide's lambda Theta in place of lambda / m Theta differs as recorded ($name, lambda $lambda)",
  ({ params, data, run, order }) => {
    const slide = (['Theta1', 'Theta2'] as const).map((block) => {
      const gradient = sigmoidNetwork.gradient(params, data)[block];
      const columns = gradient.shape[1]!;
      const excess = data.lambda - data.lambda / data.y.length;
      const entries = gradient.data.map((g, p) => g + (p % columns === 0 ? 0 : excess * params[block].data[p]!));
      return tensor(gradient.shape, entries);
    });
    const difference = relativeDifference(unroll(slide, order), run.numgrad_eps1e4);
    const recorded = run.reldiff_if_gradient_uses_lambda_not_lambda_over_m;
    expect(Math.abs(difference - recorded)).toBeLessThan(1e-9);
  },
);

test('the 400-25-10 network on 100 examples gives the NumPy cost and gradient', () => {
  const params = { Theta1: debugInitializeWeights(25, 400), Theta2: debugInitializeWeights(10, 25) };
  const X = tensor(
    [100, 400],
    Array.from({ length: 40_000 }, (_, p) => Math.sin(1 + p)),
  );
  const y = Array.from({ length: 100 }, (_, i) => 1 + (i % 10));
  for (const [lambda, golden] of Object.entries(net400.runs)) {
    const data = { X, y, lambda: Number(lambda) };
    expect(Math.abs(sigmoidNetwork.loss(params, data) / golden.cost - 1)).toBeLessThan(1e-13);
    for (const gradientOf of [sigmoidNetwork.gradient, sigmoidGradientPerExample]) {
      const gradient = gradientOf(params, data);
      const vector = unroll([gradient.Theta1, gradient.Theta2], 'column-major');
      expect(vector.length).toBe(net400.n_params);
      expect(Math.abs(Math.hypot(...vector) / golden.grad_norm - 1)).toBeLessThan(1e-12);
      expect(Math.abs(vector.reduce((sum, value) => sum + value, 0) / golden.grad_sum - 1)).toBeLessThan(1e-12);
      expect(relativeDifference(vector.slice(0, 10), golden.grad_first10)).toBeLessThan(1e-12);
      expect(relativeDifference(vector.slice(-10), golden.grad_last10)).toBeLessThan(1e-12);
    }
  }
});

test('backpropagation per example and vectorised agree to 1e-12 on 200 random networks', () => {
  const normal = normalFactory.factory(0, 1, { seed: 11 });
  const below = (n: number): number => Math.floor(Math.abs(normal()) * 1e6) % n;
  const randomTensor = (shape: number[], scale: number): Tensor => {
    const { data } = tensor(shape);
    return { shape, data: data.map(() => scale * normal()) };
  };
  for (let run = 0; run < 200; run++) {
    const [m, n, h, K] = [1 + below(7), below(7), 1 + below(7), 1 + below(7)] as const;
    const scale = [0.1, 1, 10][run % 3]!;
    const params = { Theta1: randomTensor([h, n + 1], scale), Theta2: randomTensor([K, h + 1], scale) };
    const y = Array.from({ length: m }, () => 1 + below(K));
    const data = { X: randomTensor([m, n], 1), y, lambda: run % 4 };
    const a = sigmoidNetwork.gradient(params, data);
    const b = sigmoidGradientPerExample(params, data);
    expect(relativeDifference(a.Theta1.data, b.Theta1.data)).toBeLessThan(1e-12);
    expect(relativeDifference(a.Theta2.data, b.Theta2.data)).toBeLessThan(1e-12);
  }
});

test('a saturated output costs its logit, not Infinity', () => {
  const params = { Theta1: tensor([1, 1]), Theta2: tensor([1, 2], [-1000, 0]) };
  expect(sigmoidNetwork.loss(params, { X: tensor([1, 0]), y: [1], lambda: 0 })).toBe(1000);
});

test('fan-in and fan-out swapped are caught by shape though the lengths agree', () => {
  const swapped = { Theta1: debugInitializeWeights(3, 5), Theta2: debugInitializeWeights(5, 3) };
  const right = { Theta1: debugInitializeWeights(5, 3), Theta2: debugInitializeWeights(3, 5) };
  const length = ({ Theta1, Theta2 }: typeof right): number => Theta1.data.length + Theta2.data.length;
  expect(length(swapped)).toBe(length(right));
  const data = { X: debugInitializeWeights(5, 2), y: [2, 3, 1, 2, 3], lambda: 0 };
  for (const call of [sigmoidNetwork.loss, sigmoidNetwork.gradient, sigmoidGradientPerExample]) {
    expect(() => call(right, data)).not.toThrow();
    expect(() => call(swapped, data)).toThrow(
      'Theta1 is [3, 6], expected [h, 4]: X has 3 columns, plus one column of biases',
    );
    expect(() => call({ ...right, Theta2: swapped.Theta2 }, data)).toThrow(
      'Theta2 is [5, 4], expected [K, 6]: Theta1 has 5 rows, plus one column of biases',
    );
    expect(() => call(right, { ...data, y: [2, 3, 0, 2, 3] })).toThrow('y[2] is 0, expected an integer in 1..3');
  }
});
