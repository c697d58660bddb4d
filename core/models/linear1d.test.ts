import { expect, test } from 'vitest';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import nd from './fixtures/nd.json' with { type: 'json' };
import { linear1d } from './linear1d.ts';
import { relativeDifference } from './relative-difference.ts';

const { x, theta, epsilon } = nd.oneD;

test('linear1d gives J = 8 and its derivative 2 at x = 2, theta = 4', () => {
  expect(linear1d.loss(theta, { x })).toBe(8);
  expect(linear1d.gradient(theta, { x })).toBe(2);
});

test('the one-dimensional check of the notebook gives 2.919335883291695e-10, bit for bit', () => {
  const numeric = computeNumericalGradient(([t]) => linear1d.loss(t!, { x }), Float64Array.of(theta), epsilon);
  expect(numeric[0]).toBe(2.0000000011677344);
  expect(relativeDifference(numeric, [linear1d.gradient(theta, { x })])).toBe(2.919335883291695e-10);
});
