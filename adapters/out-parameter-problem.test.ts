import { expect, test } from 'vitest';
import { checkGradient } from '../index.ts';
import { outParameterProblem } from './out-parameter-problem.ts';

test('a right gradient written into the second argument agrees', () => {
  const rosenbrock = ([a = 0, b = 0]: number[], gradient: number[]): number => {
    gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
    gradient[1] = 200 * (b - a * a);
    return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
  };
  expect(checkGradient(outParameterProblem(rosenbrock), { params: [-1.2, 1] }).verdict).toBe('agrees');
});

test('a wrong entry is blamed', () => {
  const f = (x: Float64Array, gradient: Float64Array, data: { scale: number }): number => {
    gradient[0] = data.scale * x[1]!;
    gradient[1] = 3 * data.scale * x[0]!;
    return data.scale * x[0]! * x[1]!;
  };
  const check = checkGradient(outParameterProblem(f), { params: Float64Array.of(2, 5), data: { scale: 0.5 } });
  expect(check).toMatchObject({ verdict: 'disagrees', blocks: [{ wrong: 1, worst: { entry: 'params[1]' } }] });
});

test('an entry that is never written is found', () => {
  const forgetful = (x: number[], gradient: number[]): number => {
    gradient[0] = 1;
    return x[0]!;
  };
  expect(checkGradient(outParameterProblem(forgetful), { params: [1, 2] })).toMatchObject({
    verdict: 'invalid',
    reason: 'non-finite-gradient',
    message: expect.stringContaining('params[1]') as unknown,
  });
});

test('a function that adds to what it is given needs zeros to begin with', () => {
  const adding = (x: { w: number[] }, gradient: { w: number[] }): number => {
    for (const [i, xi] of x.w.entries()) gradient.w[i]! += 2 * xi;
    return x.w.reduce((sum, xi) => sum + xi * xi, 0);
  };
  const point = { params: { w: [3, -1] } };
  expect(checkGradient(outParameterProblem(adding), point)).toMatchObject({ reason: 'non-finite-gradient' });
  expect(checkGradient(outParameterProblem(adding, { fill: 0 }), point).verdict).toBe('agrees');
});

test('a gradient that is written only where it is asked for, as NLopt does', () => {
  const asked = (x: number[], gradient?: number[]): number => {
    if (gradient) gradient[0] = 3 * x[0]! ** 2;
    return x[0]! ** 3;
  };
  expect(checkGradient(outParameterProblem(asked), { params: [2] }).verdict).toBe('agrees');
});
