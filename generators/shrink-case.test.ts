import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { denseCases, drawDense } from './dense-cases.ts';
import { shallowerLayers } from './layers.ts';
import { axes, type Field, type Schema } from './schema.ts';
import { shrinkCase } from './shrink-case.ts';

type Params = Readonly<Record<string, Tensor>>;

/** Two matrices and a vector that share sizes, a choice, labels. */
const point = {
  params: {
    A: tensor(
      [4, 4],
      Array.from({ length: 16 }, (_, i) => i + 0.123),
    ),
    b: tensor([3], [7.7, 8.8, 9.9]),
  },
  data: { y: [2, 0, 1, 3], kind: 'c' },
};
const schema: Schema = {
  sizes: new Map([
    ['m', 4],
    ['k', 4],
    ['n', 3],
  ]),
  fields: new Map<string, Field>([
    ['params.A', { kind: 'tensor', axes: axes('m', 'k') }],
    ['params.b', { kind: 'tensor', axes: axes('n') }],
    ['data.y', { kind: 'labels', examples: 'm', classes: 'k', first: 0 }],
    ['data.kind', { kind: 'choice', options: ['a', 'b', 'c'] }],
  ]),
};
const names = (from?: string): string[] => shrinkCase(point, schema, [], from).map(({ name }) => name);

/** Cases that always begin with this one. */
function startingAt(start: Case, read: Schema | ((at: Case) => Schema)): CaseArbitrary<Case> {
  return new CaseArbitrary({ draw: () => start, schema: typeof read === 'function' ? read : () => read });
}

/** Where shrinking ends while `fails`, and how many cases it asked from the first that did. */
function minimal(cases: fc.Arbitrary<Case>, fails: (at: Case) => boolean, seed = 1): { end: Case; calls: number } {
  let calls = 0;
  const property = fc.property(cases, (at) => {
    const failed = fails(at);
    if (failed || calls > 0) calls++;
    return !failed || calls > 5000;
  });
  const { counterexample } = fc.check(property, { seed, numRuns: 1000 });
  return { end: counterexample![0], calls };
}

describe('the order of the steps', () => {
  test('sizes, options, labels, blocks, entries', () => {
    expect(names().slice(0, 10)).toEqual([
      'all sizes',
      'sizes m',
      'sizes k',
      'sizes n',
      'sizes m k',
      'data.kind',
      'data.y',
      'all blocks',
      'params.A',
      'params.b',
    ]);
    expect(names().slice(10)).toEqual([
      ...Array.from({ length: 16 }, (_, i) => `params.A ${i}`),
      ...Array.from({ length: 3 }, (_, i) => `params.b ${i}`),
    ]);
  });

  test('after a bold step it goes on there, then to what was before, and to entries last', () => {
    const after = names('data.kind');
    expect(after.slice(0, 5)).toEqual(['data.kind', 'data.y', 'all blocks', 'params.A', 'params.b']);
    expect(after.slice(5, 10)).toEqual(['all sizes', 'sizes m', 'sizes k', 'sizes n', 'sizes m k']);
    expect(after[10]).toBe('params.A 0');
  });

  test('after an entry it goes on to the next one, then to all the others', () => {
    const after = names('params.b 1');
    expect(after.slice(0, 3)).toEqual(['params.b 1', 'params.b 2', 'all sizes']);
    expect(after.at(-1)).toBe('params.b 0');
  });

  test('whatever step made a case, all steps are tried, none twice: where shrinking ends nothing is smaller', () => {
    for (const from of [...names(), 'a step that is gone']) expect(names(from).toSorted()).toEqual(names().toSorted());
  });
});

test('a context only changes the order of the candidates', () => {
  const cases = startingAt(point, schema);
  const code = (from?: string): string[] =>
    Array.from(cases.shrink(point, from), ({ value }) => JSON.stringify(value)).toSorted();
  expect(code('data.y')).toEqual(code());
  expect(code('params.A 7')).toEqual(code());
});

test('steps that have just failed are spared: the same case in two thirds of the calls that it takes without context', () => {
  class Forgetful extends CaseArbitrary<Case> {
    override shrink(value: Case): fc.Stream<fc.Value<Case>> {
      return super.shrink(value);
    }
  }
  const fails = ({ params }: Case): boolean => ((params as Params).W2?.shape[0] ?? 0) >= 4;
  const cases = denseCases({ width: 12, batch: 16 }) as unknown as CaseArbitrary<Case>;
  const forgetful = new Forgetful({
    draw: (source) => drawDense(source, { width: 12, batch: 16 }),
    schema: (at) => cases.schema(at),
    shallower: shallowerLayers as (at: Case) => Iterable<Case>,
  });
  let [spared, all] = [0, 0];
  for (let seed = 0; seed < 8; seed++) {
    const remembering = minimal(cases, fails, seed);
    const forgetting = minimal(forgetful, fails, seed);
    expect((remembering.end.params as Params).W2!.shape).toEqual([4, 1]);
    expect(forgetting.end).toEqual(remembering.end);
    spared += remembering.calls;
    all += forgetting.calls;
  }
  expect(spared).toBeLessThanOrEqual((2 / 3) * all);
});

test('sizes that must be equal shrink together', () => {
  const fails = ({ params }: Case): boolean => {
    const [rows, columns] = (params as Params).A!.shape;
    return rows === columns && rows! > 1;
  };
  const cases = startingAt(point, ({ params, data }) => {
    const { A, b } = params as typeof point.params;
    const [m, k] = A.shape as [number, number];
    expect((data as typeof point.data).y).toHaveLength(m);
    return {
      ...schema,
      sizes: new Map([
        ['m', m],
        ['k', k],
        ['n', b.shape[0]!],
      ]),
    };
  });
  expect(minimal(cases, fails).end).toEqual({
    params: { A: tensor([2, 2]), b: tensor([1]) },
    data: { y: [0, 0], kind: 'a' },
  });
});

test('a size that a failure needs is reached from hundreds in a few halvings', () => {
  const start = { params: { w: tensor([700], new Float64Array(700).fill(0.3)) } };
  const cases = startingAt(start, ({ params }) => ({
    sizes: new Map([['n', (params as Params).w!.data.length]]),
    fields: new Map<string, Field>([['params.w', { kind: 'tensor', axes: axes('n') }]]),
  }));
  const { end, calls } = minimal(cases, ({ params }) => (params as Params).w!.data.length >= 40);
  expect(end.params).toEqual({ w: tensor([40]) });
  expect(calls).toBeLessThanOrEqual(60);
});

test('values that a field does not allow are never tried, and the simplest allowed are reached', () => {
  const start = { params: { v: tensor([3], [0.31, 2.7, 5.9]) } };
  const positive: Schema = {
    sizes: new Map(),
    fields: new Map<string, Field>([['params.v', { kind: 'tensor', axes: axes('three'), allows: (x) => x >= 0.25 }]]),
  };
  const { end } = minimal(startingAt(start, positive), ({ params }) => {
    expect(Math.min(...(params as Params).v!.data)).toBeGreaterThanOrEqual(0.25);
    return true;
  });
  expect(end.params).toEqual({ v: tensor([3], [1, 1, 1]) });
});

describe('targets', () => {
  const read = (distribution?: string) => (): Schema => ({
    sizes: new Map(),
    fields: new Map<string, Field>([
      ['data.y', { kind: 'targets', axes: axes('m', 'k'), ...(distribution ? { distribution } : {}) }],
    ]),
  });
  const start = (values: readonly number[]): Case => ({ params: 0, data: { y: tensor([2, 3], values) } });
  const targets = ({ data }: Case): number[] => [...(data as { y: Tensor }).y.data];

  test('become 0, example by example', () => {
    const cases = startingAt(start([1, 0, 1, 0, 1, 1]), read());
    expect(targets(minimal(cases, () => true).end)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(targets(minimal(cases, (at) => targets(at)[4] === 1).end)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test('that are distributions become the first class, example by example', () => {
    const cases = startingAt(start([0, 1, 0, 0.25, 0.25, 0.5]), read('k'));
    expect(targets(minimal(cases, () => true).end)).toEqual([1, 0, 0, 1, 0, 0]);
    expect(targets(minimal(cases, (at) => targets(at)[5] === 0.5).end)).toEqual([1, 0, 0, 0.25, 0.25, 0.5]);
  });
});
