import { assertProperty, checkProperty } from 'gradcheck';
import { casesOf, scalar } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './huber.ts';
import { withFault } from './with-fault.ts';

const problem = ({ huber }: typeof module) => ({ name: 'huber', valueAndGradient: huber });
const cases = casesOf(
  {
    params: { w: ['n'], b: scalar() },
    data: { X: ['m', 'n'], y: ['m'], delta: scalar('uniform', { least: 0.5, most: 4 }) },
  },
  { sizes: { n: [1, 3] }, as: 'nested' },
);

test('the gradient of Huber regression', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('a bias left out of the linear branch is found', () => {
  const wrong = withFault<typeof module>('huber.ts', 'db += slope;', 'db += inside ? slope : 0;');
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { params: { w: [expect.any(Number)] } }, check: { blame: ['b'] } });
});
