import { assertProperty, checkProperty } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as focal from './focal.ts';
import { withFault } from './with-fault.ts';

const problem = (module: typeof focal) => ({ loss: module.focalLoss, gradient: module.focalLossGradient });
const cases = casesLike([2, -1, 0.5], { targets: [1, 0, 1], gamma: 2, alpha: 0.25 });

test('the gradient of the focal loss', () => {
  assertProperty(problem(focal), cases, { seed: 1 });
});

test('a focusing term whose derivative was forgotten is found', () => {
  const wrong = withFault<typeof focal>('focal.ts', '(gamma * sigmoid(z) * softplus(-z) + miss)', 'miss');
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { params: [0, 0, 0] }, check: { blame: ['params'] } });
});
