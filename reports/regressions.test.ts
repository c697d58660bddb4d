import { expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { checkText } from './check-text.ts';
import { toCode } from './to-code.ts';

const evaluated = (code: string): unknown => new Function(`return (${code});`)();

test('a ratio that is not 1 is not printed as 1, and a huge or tiny one is short', () => {
  const lineOf = (factor: number): string => {
    const problem = { loss: (w: number) => w, gradient: () => factor };
    const lines = checkText(checkGradient(problem, { params: 1 })).split('\n');
    return lines.find((line) => line.includes('disagrees in'))!;
  };
  expect(lineOf(1.0001)).toMatch(/ 1\.0001$/);
  expect(lineOf(1e18)).toMatch(/ 1e18$/);
  expect(lineOf(-1e-7)).toMatch(/ -1e-7$/);
  expect(lineOf(2)).toMatch(/ 2\.000$/);
});

test('the message on a constant factor does not call 1.0001 1.000', () => {
  const messageOf = (factor: number): string => {
    const problem = { loss: ([a = 0, b = 0]: number[]) => a + 2 * b, gradient: () => [factor, 2 * factor] };
    return checkGradient(problem, { params: [1, 1] }).diagnoses[0]!.message;
  };
  expect(messageOf(1.0001)).not.toContain('1.000 times');
  expect(messageOf(1e18)).not.toMatch(/\d{10}/);
});

test('a key of __proto__ and 64-bit integers come back from their code', () => {
  const odd = JSON.parse('{ "__proto__": 1, "a": 2 }');
  expect(Object.keys(evaluated(toCode(odd)) as object)).toEqual(['__proto__', 'a']);
  expect(evaluated(toCode(BigInt64Array.of(1n, -2n)))).toEqual(BigInt64Array.of(1n, -2n));
});
