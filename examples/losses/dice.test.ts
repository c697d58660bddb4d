import { assertPropertyAsync, checkPropertyAsync } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './dice.ts';
import { withFault } from './with-fault.ts';

const problem = (dice: typeof module) => ({ loss: dice.diceLoss, gradient: dice.diceGradient });
const cases = casesLike(Float64Array.of(2, -1, 0.5), { target: Float64Array.of(1, 0, 1), smooth: 0.5 });

test('the gradient of the Dice loss', async () => {
  await assertPropertyAsync(problem(module), cases, { seed: 1 });
});

test('a denominator taken for a constant is found', async () => {
  const wrong = withFault<typeof module>('dice.ts', '(2 * mask.target[i]! - above / below)', '(2 * mask.target[i]!)');
  const { counterexample } = await checkPropertyAsync(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { params: new Float64Array(3) }, check: { blame: ['params'] } });
});
