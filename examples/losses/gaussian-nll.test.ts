import { assertProperty, checkProperty } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as gaussian from './gaussian-nll.ts';
import { withFault } from './with-fault.ts';

const cases = casesLike({ mean: [0.5, -1], variance: [0.25, 2] }, [1.5, -0.5]);

test('the gradient of the Gaussian negative log-likelihood', () => {
  assertProperty(gaussian, cases, { seed: 1 });
});

test('a variance gradient as if it were the standard deviation is found', () => {
  const wrong = withFault<typeof gaussian>('gaussian-nll.ts', '(1 / v - ', '(2 / v - ');
  const { counterexample } = checkProperty(wrong, cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { params: { mean: [0, 0] } }, check: { blame: ['variance'] } });
});
