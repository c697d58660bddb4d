import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plantedReluNetwork, reluNetwork } from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { fieldOf } from './case-fields.ts';
import { classifierCases } from './classifier-cases.ts';
import { denseCases } from './dense-cases.ts';
import { denseCasesWithInputs } from './dense-cases-with-inputs.ts';
import { linear1dCases } from './linear1d-cases.ts';
import type { RandomSource } from './random-source.ts';
import { reluNetworkCases } from './relu-network-cases.ts';
import { axes, type Field } from './schema.ts';
import { simplerNumbers } from './short-numbers.ts';
import { sigmoidNetworkCases } from './sigmoid-network-cases.ts';

const KINDS = {
  linear1dCases: linear1dCases() as CaseArbitrary<Case>,
  classifierCases: classifierCases() as unknown as CaseArbitrary<Case>,
  sigmoidNetworkCases: sigmoidNetworkCases() as unknown as CaseArbitrary<Case>,
  reluNetworkCases: reluNetworkCases() as unknown as CaseArbitrary<Case>,
  denseCases: denseCases() as unknown as CaseArbitrary<Case>,
  denseCasesWithInputs: denseCasesWithInputs() as unknown as CaseArbitrary<Case>,
};

const sourced = <T>(draw: (source: RandomSource) => T) =>
  new CaseArbitrary<Case<T>>({
    draw: (source) => ({ params: draw(source) }),
    schema: () => ({ fields: new Map(), sizes: new Map() }),
  });

test.each(Object.entries(KINDS))('%s: the same seed draws the same cases', (_, cases) => {
  for (let seed = 0; seed < 10; seed++) {
    const draw = () => fc.sample(cases, { seed, numRuns: 30 });
    expect(draw()).toEqual(draw());
  }
  expect(fc.sample(cases, { seed: 1, numRuns: 3 })).not.toEqual(fc.sample(cases, { seed: 2, numRuns: 3 }));
});

test('normal numbers follow from the seed alone, in small and large blocks', () => {
  for (const size of [10, 1000]) {
    const cases = sourced((source) => {
      const block = source.forBlock(size);
      return Array.from({ length: 500 }, () => block.normal());
    });
    expect(fc.sample(cases, { seed: 5, numRuns: 1 })).toEqual(fc.sample(cases, { seed: 5, numRuns: 1 }));
  }
});

test('two sources that take turns draw what each draws alone', () => {
  const alone = (seed: number) =>
    fc.sample(
      sourced((source) => Array.from({ length: 100 }, () => source.normal())),
      { seed, numRuns: 1 },
    )[0]!.params;
  const sources = [3, 4].map(
    (seed) =>
      fc.sample(
        sourced((source) => source),
        { seed, numRuns: 1 },
      )[0]!.params,
  );
  const turns: [number[], number[]] = [[], []];
  for (let i = 0; i < 100; i++) for (const at of [0, 1] as const) turns[at].push(sources[at]!.normal());
  expect(turns).toEqual([alone(3), alone(4)]);
});

test('no shrink candidate has a negative lambda', () => {
  for (const cases of [KINDS.classifierCases, KINDS.sigmoidNetworkCases, KINDS.denseCases]) {
    for (const point of fc.sample(cases, { seed: 1, numRuns: 20 })) {
      for (const { value } of cases.shrink(point)) expect(fieldOf(value, 'data.lambda')).toBeGreaterThanOrEqual(0);
    }
  }
});

test.each(Object.entries(KINDS))('a case of another kind is not taken for one of %s', (name, cases) => {
  for (const [other, others] of Object.entries(KINDS)) {
    for (const point of fc.sample(others, { seed: 2, numRuns: 20 })) {
      expect(cases.canShrinkWithoutContext(point), other).toBe(other === name);
    }
  }
  for (const value of [null, undefined, 3, 'x', {}, [], { params: {} }, { params: 1 }]) {
    expect(cases.canShrinkWithoutContext(value)).toBe(false);
  }
});

test('a relu network with a list of targets shrinks batch and targets together', () => {
  const cases = reluNetworkCases();
  const drawn = fc
    .sample(cases, { seed: 13, numRuns: 200 })
    .find(({ data }) => (data!.Y as Tensor).shape[0] === 1 && data!.X.shape[1]! > 2)!;
  const point = { params: drawn.params, data: { X: drawn.data!.X, Y: [...(drawn.data!.Y as Tensor).data] } };
  let smaller = 0;
  for (const { value } of cases.shrink(point)) {
    expect(Number.isFinite(reluNetwork.loss(value.params, value.data!))).toBe(true);
    if ((value.data!.Y as number[]).length < point.data.Y.length) smaller++;
  }
  expect(smaller).toBeGreaterThan(0);
  expect(plantedReluNetwork.name).toBe('plantedReluNetwork');
});

test('simplerNumbers tries no number twice', () => {
  for (const x of [-3.1459, 0.5, 7, -0.1234567, 1e10]) {
    const tried = [...simplerNumbers(x)];
    expect(new Set(tried).size).toBe(tried.length);
  }
});

test('a number just above a bound is rounded away from zero: 3, not 2.0436', () => {
  const cases = new CaseArbitrary<Case<Tensor>>({
    draw: (source) => ({ params: tensor([1], [2 + 0.04 * source.uniform()]) }),
    schema: () => ({
      sizes: new Map(),
      fields: new Map<string, Field>([['params', { kind: 'tensor', axes: axes('n') }]]),
    }),
  });
  for (let seed = 0; seed < 5; seed++) {
    const property = fc.property(cases, ({ params }) => params.data[0]! <= 2);
    expect([...fc.check(property, { seed }).counterexample![0]!.params.data]).toEqual([3]);
  }
});
