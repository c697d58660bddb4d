import { assertProperty, checkProperty, layerProblem } from 'gradcheck';
import { casesOf } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './layer-norm.ts';
import { withFault } from './with-fault.ts';

const problem = ({ LayerNorm }: typeof module) =>
  layerProblem(new LayerNorm(), { weights: { gamma: 'dgamma', beta: 'dbeta' } });
const cases = casesOf(
  { params: { inputs: ['m', 'n'], gamma: ['n'], beta: ['n'] } },
  { sizes: { m: [1, 3], n: [1, 4] }, as: 'nested' },
);

test('the gradients of layer normalisation', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('a variance taken for a constant is found', () => {
  const wrong = withFault<typeof module>('layer-norm.ts', ' - this.#normal[i]![j]! * along', '');
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  const row = [expect.any(Number), expect.any(Number)];
  expect(counterexample).toMatchObject({ case: { params: { inputs: [row] } }, check: { blame: ['inputs'] } });
});
