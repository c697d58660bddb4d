import { assertProperty, checkProperty } from 'gradcheck';
import { casesOf } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './attention.ts';
import { withFault } from './with-fault.ts';

const problem = ({ attention, attentionBackward }: typeof module) => ({ forward: attention, vjp: attentionBackward });
const cases = casesOf(
  { params: { Q: ['n', 'd'], K: ['m', 'd'], V: ['m', 'e'] } },
  { sizes: { n: [1, 3], m: [1, 4] }, as: 'nested' },
);

test('the backward pass of attention', () => {
  assertProperty(problem(module), cases, { seed: 1 });
});

test('keys without the scale are found', () => {
  const wrong = withFault<typeof module>(
    'attention.ts',
    'K: scaled(matmul(transpose(dS), Q), scaleOf(Q))',
    'K: matmul(transpose(dS), Q)',
  );
  const { counterexample } = checkProperty(problem(wrong), cases, { seed: 1 });
  const row = [expect.any(Number), expect.any(Number)];
  expect(counterexample).toMatchObject({
    case: { params: { Q: [row], K: [row, row] } },
    check: { blame: ['K'], diagnoses: [{ message: expect.stringContaining('dK is 1.414') }] },
  });
});
