import { assertProperty, checkProperty } from 'gradcheck';
import { casesOf, labels, scalar } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './smoothed-cross-entropy.ts';
import { withFault } from './with-fault.ts';

const smoothing = scalar('uniform', { least: 0, most: 1 });
const cases = casesOf({ params: ['m', 'k'], data: { labels: labels('m', 'k'), smoothing } }, { sizes: { k: [2, 6] } });

test('the gradient of the label-smoothed cross-entropy', () => {
  assertProperty(module.criterion, cases, { seed: 1 });
});

test('smoothing that is spread over the other classes only is found', () => {
  const wrong = withFault<typeof module>(
    'smoothed-cross-entropy.ts',
    '- smoothing / k) / m',
    '- (onTarget ? 0 : smoothing / (k - 1))) / m',
  );
  const { counterexample } = checkProperty(wrong.criterion, cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { params: { shape: [1, 2] } }, check: { blame: ['params'] } });
});
