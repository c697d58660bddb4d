import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import type { RandomSource } from './random-source.ts';

const MANY = 20_000;

/** What a kind of cases draws from the source it is handed, for one seed. */
function drawn<T>(seed: number, draw: (source: RandomSource) => T): T {
  const schema = () => ({ fields: new Map(), sizes: new Map() });
  const cases = new CaseArbitrary<Case<T>>({ draw: (source) => ({ params: draw(source) }), schema });
  return fc.sample(cases, { seed, numRuns: 1 })[0]!.params;
}

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const moment = (values: readonly number[], power: number): number => mean(values.map((x) => x ** power));

test('uniform, integer and pick follow from the seed alone', () => {
  const draw = (source: RandomSource) =>
    times(50, () => [source.uniform(), source.integer(-3, 9), source.pick(['a', 'b', 'c'])]);
  expect(drawn(5, draw)).toEqual(drawn(5, draw));
  expect(drawn(5, draw)).not.toEqual(drawn(6, draw));
});

test('the uniform numbers of a large block follow from the seed alone', () => {
  const draw = (source: RandomSource) => {
    const block = source.forBlock(1000);
    return times(1000, () => block.uniform());
  };
  expect(drawn(5, draw)).toEqual(drawn(5, draw));
  expect(drawn(5, draw)).not.toEqual(drawn(6, draw));
});

test('two large blocks of one draw hold different numbers', () => {
  const [first, second] = drawn(1, (source) => [source.forBlock(300), source.forBlock(300)].map((b) => b.uniform()));
  expect(first).not.toBe(second);
});

test('a large block takes a single number from fast-check, however many it draws', () => {
  const after = (count: number) =>
    drawn(3, (source) => {
      const block = source.forBlock(1000);
      for (let i = 0; i < count; i++) block.uniform();
      return source.uniform();
    });
  expect(after(1000)).toBe(after(1));
});

describe.each([
  ['a small block', 10],
  ['a large block', MANY],
])('in %s', (_, size) => {
  const numbers = (draw: (source: RandomSource) => number) =>
    drawn(11, (source) => {
      const block = source.forBlock(size);
      return times(MANY, () => draw(block));
    });

  test('uniform numbers are in [0, 1) with mean 1/2 and variance 1/12', () => {
    const values = numbers((source) => source.uniform());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(0.012);
    expect(Math.abs(moment(values, 2) - 1 / 3)).toBeLessThan(0.012);
  });

  test('normal numbers have mean 0, standard deviation 1, no skew and kurtosis 3', () => {
    const values = numbers((source) => source.normal());
    expect(Math.abs(mean(values))).toBeLessThan(0.04);
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(0.06);
    expect(Math.abs(moment(values, 3))).toBeLessThan(0.16);
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(0.5);
  });

  test('integers reach both ends, and each as often as the others', () => {
    const values = numbers((source) => source.integer(-2, 2));
    for (const n of [-2, -1, 0, 1, 2]) {
      const share = values.filter((value) => value === n).length / MANY;
      expect(Math.abs(share - 0.2), `share of ${n}`).toBeLessThan(0.02);
    }
    expect(new Set(values).size).toBe(5);
  });
});

test('pick reaches every item', () => {
  expect(new Set(drawn(2, (source) => times(200, () => source.pick(['a', 'b', 'c', 'd']))))).toEqual(
    new Set(['a', 'b', 'c', 'd']),
  );
});
