import { assertProperty, checkProperty, modelProblem } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './contrastive.ts';
import { withFault } from './with-fault.ts';

const problem = ({ Siamese }: typeof module, net = new Siamese()) =>
  modelProblem({
    get: () => net.W.data,
    set: (W) => Object.assign(net.W, { data: W }),
    loss: (pair: module.Pair) => net.loss(pair),
    gradient: (pair) => net.backward(pair),
    zero: () => net.zeroGrad(),
  });
const cases = casesLike(new module.Siamese().W.data, { left: [1.5, -0.5], right: [-1, 0.25], same: 0, margin: 1.5 });

test('the gradient of the contrastive loss', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('a second branch that was forgotten is found', () => {
  const wrong = withFault<typeof module>('contrastive.ts', 'row[j]! -= d * (1 - b[i]! ** 2) * right[j]!;', '');
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { data: { left: [0, 0] } }, check: { blame: ['params'] } });
});
