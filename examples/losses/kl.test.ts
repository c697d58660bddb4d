import { assertProperty, checkProperty } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './kl.ts';
import { withFault } from './with-fault.ts';

const problem = ({ klDivergence }: typeof module) => ({ valueAndGradient: klDivergence });
const row = [1, -0.5, 2];
const target = [0.2, 0.3, 0.5];
const cases = casesLike([row, row], [target, target]);

test('the gradient of the KL divergence', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('a gradient that is a sum over the batch, not a mean, is found and named', () => {
  const wrong = withFault<typeof module>(
    'kl.ts',
    '(Math.exp(log) - targets[i]![k]!) / m',
    'Math.exp(log) - targets[i]![k]!',
  );
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({
    case: { params: [row.map(() => 0), row.map(() => 0)] },
    check: { blame: ['params'], diagnoses: [{ message: expect.stringContaining('is 2.000') }] },
  });
});
