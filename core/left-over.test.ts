import { expect, test } from 'vitest';
import { checkGradient } from './check-gradient.ts';

interface Params {
  readonly a: number;
  readonly b: number;
}
interface Data {
  readonly x: readonly number[];
}

const hidden = (a: number, x: readonly number[]): number => Math.tanh(a * x[0]!);
const loss = ({ a, b }: Params, { x }: Data): number => b * hidden(a, x);
const gradient = ({ a, b }: Params, { x }: Data, h = hidden(a, x)): Params => ({ a: b * (1 - h * h) * x[0]!, b: h });
const point = { params: { a: 0.7, b: -1.3 }, data: { x: [0.9] } };

test('a part of the forward pass that is cached by the data is told, although the rest follows the parameters', () => {
  const cache = new WeakMap<object, number>();
  const cached = (params: Params, data: Data): Params => {
    if (!cache.has(data.x)) cache.set(data.x, hidden(params.a, data.x));
    return gradient(params, data, cache.get(data.x)!);
  };
  const check = checkGradient({ loss, gradient: cached }, point);
  expect(check).toMatchObject({ verdict: 'invalid', reason: 'stateful-gradient' });
  expect(check.verdict === 'invalid' && check.message).toMatch(
    /cached by the data, and does not follow the parameters$/,
  );
});

test('a gradient that follows its parameters is not', () => {
  expect(checkGradient({ loss, gradient }, point).verdict).toBe('agrees');
});

test('nor is one that is wrong by itself and happens to be right here', () => {
  const tripled = {
    loss: (x: number): number => x ** 4 + x ** 2,
    gradient: (x: number): number => 3 * (4 * x ** 3 + 2 * x),
  };
  expect(checkGradient(tripled, { params: 0, data: { x: [1] } }).verdict).toBe('agrees');
});

test('nor is one beside a kink on both sides', () => {
  const folded = (x: number): number => Math.abs(Math.abs(x) - 2 ** -11);
  const slope = (x: number): number => Math.sign(Math.abs(x) - 2 ** -11) * Math.sign(x);
  const problem = { loss: (x: number): number => folded(x), gradient: (x: number): number => slope(x) };
  expect(checkGradient(problem, { params: 2 ** -13, data: undefined }).verdict).not.toBe('invalid');
});
