import { expect, test } from 'vitest';
import { checkNNGradients } from './check-nn-gradients.ts';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import { debugInitializeWeights } from './debug-initialize-weights.ts';
import checkNN from './fixtures/check-nn.json' with { type: 'json' };
import { relativeDifference } from './relative-difference.ts';
import { roll } from './roll.ts';
import { sigmoidNetwork } from './sigmoid-network.ts';
import { unroll } from './unroll.ts';

const variants = (
  [
    ['column-major', checkNN.octave],
    ['row-major', checkNN.row_sin1_div10],
  ] as const
).flatMap(([order, golden]) => Object.values(golden.runs).map((run) => ({ order, golden, run, lambda: run.lam })));

test.for(variants)('gives the recorded cost and gradients ($order, lambda $lambda)', ({ order, run, lambda }) => {
  const { cost, analytic, numeric } = checkNNGradients(lambda, { order });
  expect(Math.abs(cost / run.cost - 1)).toBeLessThan(1e-14);
  expect(relativeDifference(analytic, run.grad)).toBeLessThan(1e-14);
  expect(relativeDifference(numeric, run.numgrad_eps1e4)).toBeLessThan(3e-11);
});

// A tenth of the difference is rounding noise of the cost: another order of summation moves its second digit.
test.for(variants)(
  'gives the recorded relative difference within rounding ($order, lambda $lambda)',
  ({ order, run, lambda }) => {
    const { relativeDifference: difference, analytic, numeric } = checkNNGradients(lambda, { order });
    expect(Math.abs(difference / run.reldiff_norm_of_sum - 1)).toBeLessThan(0.1);
    expect(difference).toBe(relativeDifference(numeric, analytic, 'norm-of-sum'));
    expect(Math.abs(relativeDifference(numeric, analytic) / run.reldiff_sum_of_norms - 1)).toBeLessThan(0.1);
    expect(Math.max(...numeric.map((value, p) => Math.abs(value - analytic[p]!)))).toBeLessThan(2e-11);
  },
);

test.for([
  [0, 2.100950569902465, 2.38e-11],
  [1, 2.116086984943096, 2.33e-11],
  [3, 2.146359815024358, 2.3e-11],
] as const)('column-major at lambda %s costs %s with a difference of about %s', ([lambda, cost, difference]) => {
  const check = checkNNGradients(lambda);
  expect(check.cost).toBeCloseTo(cost, 14);
  expect(check.analytic[0]).toBeCloseTo(-9.278252358e-3, 13);
  expect(check.analytic[1]).toBeCloseTo(8.8991195957e-3, 13);
  expect(Math.abs(check.relativeDifference / difference - 1)).toBeLessThan(0.1);
});

test('the error of the central difference shrinks with the square of the step', () => {
  const { analytic } = checkNNGradients(0);
  const theta = Float64Array.from(checkNN.octave.nn_params);
  const data = {
    X: debugInitializeWeights(5, 2),
    y: checkNN.octave.y.map((label) => label + 1),
    lambda: 0,
  };
  const shapes = [
    [5, 4],
    [3, 6],
  ] as const;
  const J = (vector: Float64Array): number => {
    const [Theta1, Theta2] = roll(vector, shapes, 'column-major');
    return sigmoidNetwork.loss({ Theta1: Theta1!, Theta2: Theta2! }, data);
  };
  const sweep = checkNN.octave.runs[0].eps_sweep;
  for (const [epsilon, recorded] of Object.entries(sweep).slice(0, 2)) {
    const difference = relativeDifference(computeNumericalGradient(J, theta, Number(epsilon)), analytic);
    expect(Math.abs(difference / recorded - 1)).toBeLessThan(1e-3);
  }
});

test('unrolls as the record does', () => {
  for (const { order, golden } of variants) {
    const Theta1 = debugInitializeWeights(5, 3, { order });
    const Theta2 = debugInitializeWeights(3, 5, { order });
    expect(relativeDifference(Theta1.data, golden.Theta1.data)).toBeLessThan(1e-15);
    expect(relativeDifference(debugInitializeWeights(5, 2, { order }).data, golden.X.data)).toBeLessThan(1e-15);
    expect(relativeDifference(unroll([Theta1, Theta2], order), golden.nn_params)).toBeLessThan(1e-15);
  }
});

test('rejects a negative lambda and an unknown order', () => {
  expect(() => checkNNGradients(-1)).toThrow('lambda is -1, expected a finite number >= 0');
  expect(() => checkNNGradients(0, { order: 'C' as 'row-major' })).toThrow(
    "order is \"C\", expected 'column-major' or 'row-major'",
  );
});
