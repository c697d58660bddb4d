import { assertProperty, checkProperty } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './ctc.ts';
import { withFault } from './with-fault.ts';

const problem = ({ ctc }: typeof module) => ({ name: 'ctc', valueAndGradient: ctc });
const logits = Array.from({ length: 4 }, (_, t) => [0.5, -1, 2].map((z) => z / (t + 1)));
const cases = casesLike({ logits }, { labels: [1, 2] });

test('the gradient of the CTC loss', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('a backward recursion that lets the same label follow at once is found', () => {
  const wrong = withFault<typeof module>(
    'ctc.ts',
    's + 2 < path.length && skips(s + 2)',
    's + 2 < path.length && path[s] !== 0',
  );
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  expect(counterexample).toMatchObject({ case: { data: { labels: [1, 1] } }, check: { blame: ['logits'] } });
});
