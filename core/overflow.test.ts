import { expect, test } from 'vitest';
import { checkGradient } from './check-gradient.ts';

type Numbers = readonly number[];

/** Says what is wrong where a number is not finite. */
function messageOf(loss: (z: Numbers) => number, gradient: (z: Numbers) => Numbers, params: Numbers): string {
  const check = checkGradient({ loss, gradient }, { params, data: undefined });
  if (check.verdict !== 'invalid') throw new Error(`expected invalid, is ${check.verdict}`);
  return check.message;
}

const exps = (z: Numbers): Numbers => z.map(Math.exp);
const total = (z: Numbers): number => z.reduce((a, b) => a + b, 0);
const softmax = (z: Numbers): Numbers => exps(z).map((e) => e / total(exps(z)));

test('a naive softmax that overflows is told by the loss nearer to 0', () => {
  const loss = (z: Numbers): number => Math.log(total(exps(z))) - z[0]!;
  expect(messageOf(loss, softmax, [800, -3, 1])).toBe(
    'the loss is Infinity at this point; it has no slope there, and 0.000 at 1/2 of these parameters: exp overflows above 709, log is -Infinity at 0; take log-sum-exp, log1p or softplus where the loss has a finite limit',
  );
});

test('a loss that is never finite gets no such advice', () => {
  expect(messageOf(() => Number.NaN, softmax, [1, 2])).toBe('the loss is NaN at this point; it has no slope there');
});

test('a gradient that is NaN is told with the slope that the loss has', () => {
  const stable = (z: Numbers): number => total(z.map((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))));
  const naive = (z: Numbers): Numbers => z.map((x) => Math.exp(x) / (1 + Math.exp(x)));
  expect(messageOf(stable, naive, [0.3, 750])).toBe(
    'the gradient of params[1] is NaN, the loss is finite: at params[1] = 750 its central difference is 1; look for an overflow, 0/0 or Infinity/Infinity on the way, or an entry that is not written',
  );
});

test('a gradient that is NaN at 0 of a smooth loss', () => {
  expect(
    messageOf(
      (x) => x[0]! ** 2,
      (x) => [(x[0]! / Math.abs(x[0]!)) * 2 * Math.abs(x[0]!)],
      [0],
    ),
  ).toBe(
    'the gradient of params[0] is NaN, the loss is finite: at params[0] = 0 its central difference is 0; look for 0/0 or 0 * Infinity at 0',
  );
});

test('a gradient that is NaN at a kink', () => {
  expect(
    messageOf(
      (x) => Math.abs(x[0]!),
      (x) => [x[0]! / Math.abs(x[0]!)],
      [0],
    ),
  ).toContain('its one-sided slopes are -1 and 1');
});
