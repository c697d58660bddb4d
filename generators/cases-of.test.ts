import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { casesOf, type Fields } from './cases-of.ts';
import { choice } from './choice.ts';
import type { Container } from './containers.ts';
import { cotangent } from './cotangent.ts';
import { indices } from './indices.ts';
import { labels } from './labels.ts';
import { lambda } from './lambda.ts';
import { logits } from './logits.ts';
import { matrix } from './matrix.ts';
import { params } from './params.ts';
import { scalar } from './scalar.ts';
import { shapes } from './shapes.ts';
import { size } from './size.ts';
import { tensor } from './tensor.ts';
import { vector } from './vector.ts';
import { weights } from './weights.ts';

const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns = 200, seed = 1): T[] => fc.sample(arbitrary, { seed, numRuns });
const NETWORK = {
  params: { W1: ['h', 'n'], b1: ['h'], W2: ['k', 'h'] },
  data: { X: ['m', 'n'], y: labels('m', 'k'), lambda: lambda() },
} as const;

/** The minimal case that fails. */
function minimal<T>(cases: fc.Arbitrary<T>, passes: (point: T) => boolean): T {
  const { counterexample } = fc.check(fc.property(cases, passes), { seed: 3, numRuns: 2000 });
  return counterexample![0]!;
}

describe('casesOf', () => {
  test('fields share their sizes by name, labels among them', () => {
    for (const { params, data } of sample(casesOf(NETWORK))) {
      const [h, n] = params.W1.shape;
      const [k] = params.W2.shape;
      const [m] = data!.X.shape;
      expect([params.b1.shape, params.W2.shape, data!.X.shape]).toEqual([[h], [k, h], [m, n]]);
      expect(data!.y).toHaveLength(m!);
      expect(data!.y.every((label) => label >= 0 && label < k!)).toBe(true);
    }
  });

  test('sizes coincide on purpose: square, 1, and as many classes as examples', () => {
    const drawn = sample(casesOf(NETWORK), 400).map(({ params: { W1, W2 }, data }) => ({
      h: W1.shape[0],
      n: W1.shape[1],
      k: W2.shape[0],
      m: data!.X.shape[0],
    }));
    const share = (has: (sizes: (typeof drawn)[number]) => boolean): number => drawn.filter(has).length / drawn.length;
    // By chance alone 1 in 6.
    expect(share(({ h, n }) => h === n)).toBeGreaterThan(0.28);
    expect(share(({ h, n }) => h !== n)).toBeGreaterThan(0.5);
    expect(share(({ m, k }) => m === k)).toBeGreaterThan(0.2);
    expect(share(({ m }) => m === 1)).toBeGreaterThan(0.18);
    expect(share(({ m, h, n }) => m === 1 && n! > 1 && h! > 1)).toBeGreaterThan(0.08);
  });

  test('sizes stay within what is asked, also while shrinking', () => {
    const cases = casesOf(NETWORK, { sizes: { n: [2, 4], m: 3 } });
    const widths = new Set<number>();
    for (const point of sample(cases, 100)) widths.add(point.params.W1.shape[1]!);
    expect([...widths].sort()).toEqual([2, 3, 4]);
    const least = minimal(cases, () => false);
    expect(least.data!.X.shape).toEqual([3, 2]);
    expect(least.params.W1.shape).toEqual([1, 2]);
  });

  test('the shrinker owns params, data and labels together', () => {
    const least = minimal(casesOf(NETWORK), ({ params, data }) => !(params.W1.data.length > 3 && data!.y.includes(1)));
    expect(least.params.W1.data).toHaveLength(4);
    expect(least.params.W2.shape[0]).toBe(2);
    expect(least.data!.y).toEqual([1]);
    expect(least.data!.lambda).toBe(0);
    expect(new Set([...least.params.W1.data, ...least.data!.X.data])).toEqual(new Set([0]));
  });

  test('fixed sizes and names with an offset stand beside names', () => {
    const cases = casesOf({ params: { Theta: ['h', 'n+1'], scale: [1, 3] }, data: ['n'] });
    for (const { params, data } of sample(cases)) {
      expect(params.Theta.shape[1]).toBe(data!.shape[0]! + 1);
      expect(params.scale.shape).toEqual([1, 3]);
    }
    expect(minimal(cases, () => false).params.Theta.shape).toEqual([1, 2]);
  });

  test('domains hold while shrinking', () => {
    const cases = casesOf({
      params: { s: vector('n', 'normal', { least: 0.1 }) },
      data: { p: scalar('uniform', { least: 0, most: 1 }) },
    });
    const least = minimal(cases, ({ params: { s } }) => s.data.length < 2);
    expect([...least.params.s.data].every((x) => x >= 0.1)).toBe(true);
    expect(least.data).toEqual({ p: 0 });
  });

  test('regimes are drawn as asked: one for all fields in half of the cases', () => {
    const cases = casesOf({ params: ['n', 5], data: ['n', 5] }, { regimes: ['lattice', 'huge'] });
    const isLattice = ({ data }: Tensor): boolean => data.every((x) => Number.isInteger(2 * x) && Math.abs(x) <= 2);
    const pairs = sample(cases, 400).map(({ params, data }) => isLattice(params) === isLattice(data!));
    expect(pairs.filter((same) => same).length / 400).toBeGreaterThan(0.68);
    expect(pairs.filter((same) => same).length / 400).toBeLessThan(0.82);
  });

  test('values of a field are its own whatever the case draws', () => {
    const cases = casesOf({ params: { W: weights('lattice', 'h', 'n'), b: ['h'] } }, { regimes: ['wide'] });
    for (const { params } of sample(cases, 50)) expect(params.W.data.every((x) => Number.isInteger(2 * x))).toBe(true);
  });

  test('a case that fails inside fc.assert replays by its seed and path', () => {
    const cases = casesOf(NETWORK, { as: 'nested' });
    const property = fc.property(cases, ({ params }) => params.W1.length < 3);
    const { counterexample, counterexamplePath, seed } = fc.check(property, { seed: 8 });
    expect(fc.sample(cases, { seed, path: counterexamplePath!, numRuns: 1 })[0]).toEqual(counterexample![0]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['no fields', () => casesOf({ params: {} }), /^params: expected the sizes of a tensor/],
    ['no such thing', () => casesOf({ params: { W: 3 as unknown as Fields } }), /^params\.W: expected/],
    [
      'a size of 0',
      () => casesOf({ params: { W: [0] } }),
      /^tensor: a size is a whole number from 1 on or a name.*came 0$/,
    ],
    ['a size with a space', () => matrix('h', 'n m'), /came n m$/],
    ['a dot in a name', () => casesOf({ params: { 'a.b': ['n'] } }), /^params: the name 'a\.b' must not contain a dot/],
    [
      'a size nobody has',
      () => casesOf({ params: ['n'] }, { sizes: { q: 3 } }),
      /^options\.sizes\.q: no field has this size; there are n$/,
    ],
    [
      'bounds the wrong way',
      () => casesOf({ params: ['n'] }, { sizes: { n: [4, 2] } }),
      /^options\.sizes\.n: .* came 4,2$/,
    ],
    [
      'an unknown regime',
      () => casesOf({ params: ['n'] }, { regimes: ['wild' as 'wide'] }),
      /^options\.regimes: expected some of lattice.*came wild$/,
    ],
    ['no regime', () => casesOf({ params: ['n'] }, { regimes: [] }), /came an empty list$/],
    [
      'an unknown container',
      () => casesOf({ params: ['n'] }, { as: 'list' as 'flat' }),
      /^options\.as: expected tensor, nested, flat, float32, came list$/,
    ],
    [
      'flat arrays of unknown shape',
      () => casesOf({ params: ['h', 'n'] }, { as: 'flat' }),
      /^options\.as: .* the size h, n; add size\('h'\)/,
    ],
    ['an unknown scheme', () => weights('glorot' as 'xavier', 2, 2), /came glorot$/],
    ['an empty domain', () => scalar('normal', { least: 2, most: 1 }), /least must be below most/],
    ['no options', () => choice(), /at least one option/],
    ['a depth of 0', () => shapes({ depth: 0 }), /depth must be a whole number from 1 on, came 0/],
  ])('%s is refused with a word on where and what', (_, make, message) => {
    expect(make).toThrow(UsageError);
    expect(make).toThrow(message);
  });
});

describe('containers', () => {
  const FIELDS = {
    params: { W: ['h', 'n'], b: ['h'], s: [] },
    data: { X: ['m', 'n'], y: labels('m', 2), rows: size('h') },
  } as const;
  const drawnAs = (as: Container): Case[] => sample(casesOf(FIELDS, { as }) as fc.Arbitrary<Case>, 40);

  test('all hold the same numbers', () => {
    const flat = (value: unknown): number[] => {
      if (typeof value === 'number') return [value];
      return Array.isArray(value)
        ? value.flatMap(flat)
        : [...('shape' in Object(value) ? (value as Tensor).data : (value as number[]))];
    };
    const [tensors, nested, flats, floats] = (['tensor', 'nested', 'flat', 'float32'] as const).map((as) =>
      drawnAs(as).map(({ params, data }) => [...Object.values(params as object), (data as { X: unknown }).X].map(flat)),
    );
    expect(nested).toEqual(tensors);
    expect(flats).toEqual(tensors);
    expect(floats).toEqual(tensors!.map((point) => point.map((values) => values.map(Math.fround))));
  });

  test('nested arrays are nested by their rank, and typed so', () => {
    const cases = casesOf(FIELDS, { as: 'nested' });
    for (const { params, data } of sample(cases, 20)) {
      const W: number[][] = params.W;
      const s: number = params.s;
      expect(W.map((row) => row.length)).toEqual(params.b.map(() => data!.X[0]!.length));
      expect(typeof s).toBe('number');
      expect(data!.rows).toBe(W.length);
    }
  });

  test.each(['nested', 'flat', 'float32'] as const)('%s: what is no such case is not taken for one', (as) => {
    const cases = casesOf(FIELDS, { as }) as fc.Arbitrary<Case<object>>;
    const [point] = sample(cases, 1);
    expect(cases.canShrinkWithoutContext(point)).toBe(true);
    for (const other of [
      null,
      3,
      {},
      { params: {} },
      { ...point, data: undefined },
      { ...point!, params: { ...point!.params, b: [] } },
    ])
      expect(cases.canShrinkWithoutContext(other)).toBe(false);
    for (const { params, data } of drawnAs('tensor'))
      expect(cases.canShrinkWithoutContext({ params, data })).toBe(false);
  });

  test('a stored float32 case is read as short decimals, and no candidate is the case itself', () => {
    const cases = casesOf({ params: ['n'] }, { as: 'float32', sizes: { n: 2 } });
    const stored = { params: Float32Array.of(0.3, -0.7) };
    const candidates = Array.from(cases.shrink(stored, undefined), ({ value }) => [...value.params]);
    expect(candidates.length).toBeGreaterThan(3);
    expect(candidates).not.toContainEqual([...stored.params]);
    expect(candidates).toContainEqual([1, Math.fround(-0.7)]);
  });

  test('float32 numbers shrink to short decimals', () => {
    const least = minimal(
      casesOf({ params: ['n'] }, { as: 'float32' }),
      ({ params }) => !params.some((x) => x > 0.25 && x < 0.5),
    );
    expect([...least.params].map((x) => Number(x.toPrecision(6)))).toEqual([0.3]);
  });

  test('sizes in the data follow the tensors while these shrink', () => {
    const least = minimal(casesOf(FIELDS, { as: 'flat' }), ({ params }) => params.b.length < 3);
    expect(least.data!.rows).toBe(3);
    expect(least.params.W).toHaveLength(3);
  });
});

describe('fields', () => {
  const share = <T>(drawn: readonly T[], has: (value: T) => boolean): number => drawn.filter(has).length / drawn.length;

  test('labels are at times of one class, at times leave one out', () => {
    const drawn = sample(labels(12, 4), 400).map((y) => new Set(y).size);
    expect(share(drawn, (classes) => classes === 1)).toBeGreaterThan(0.1);
    expect(share(drawn, (classes) => classes === 3)).toBeGreaterThan(0.15);
    expect(share(drawn, (classes) => classes === 4)).toBeGreaterThan(0.3);
  });

  test('soft labels are rows of twentieths that sum to one, some of them certain', () => {
    const drawn = sample(labels(1, 3, { kind: 'soft' }), 400).map(({ data }) => data);
    expect(drawn.every((row) => row.every((x) => Number.isInteger(Math.round(x * 1e9) / 5e7)))).toBe(true);
    expect(drawn.every((row) => Math.abs(row.reduce((sum, x) => sum + x) - 1) < 1e-12)).toBe(true);
    expect(share(drawn, (row) => row.includes(0))).toBeGreaterThan(0.05);
    for (const k of [0, 1, 2]) expect(drawn.reduce((sum, row) => sum + row[k]!, 0) / 400).toBeCloseTo(1 / 3, 1);
  });

  test('rows that do not sum to one, or have more than a single 1, are no labels', () => {
    const row = (...values: number[]): Tensor => ({ shape: [1, values.length], data: Float64Array.from(values) });
    const knows = (kind: 'soft' | 'one-hot' | 'multi-label', value: Tensor): boolean =>
      labels('m', 'k', { kind }).canShrinkWithoutContext(value);
    expect([knows('soft', row(0.25, 0.75)), knows('soft', row(0.25, 0.5)), knows('soft', row(1.5, -0.5))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([knows('one-hot', row(0, 1)), knows('one-hot', row(1, 1)), knows('one-hot', row(0.5, 0.5))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([knows('multi-label', row(1, 1)), knows('multi-label', row(1, 2))]).toEqual([true, false]);
  });

  test('logits are huge, tied and equal at times', () => {
    const drawn = sample(logits(2, 3), 300).map(({ data }) => [...data]);
    expect(share(drawn, (row) => row.some((x) => Math.abs(x) > 710))).toBeGreaterThan(0.08);
    expect(share(drawn, (row) => new Set(row).size === 1)).toBeGreaterThan(0.08);
    expect(share(drawn, (row) => [2, 3, 4].includes(new Set(row).size))).toBeGreaterThan(0.08);
  });

  test('cotangents are never 0 and not all ones', () => {
    const drawn = sample(cotangent(3), 100).map(({ data }) => [...data]);
    expect(drawn.flat().every((x) => Math.abs(x) >= 0.5 && Math.abs(x) <= 2)).toBe(true);
    expect(share(drawn, (values) => new Set(values).size === 3)).toBeGreaterThan(0.9);
    expect(share(drawn.flat(), (x) => x < 0)).toBeCloseTo(0.5, 1);
  });

  test('indices repeat on purpose and stay below the size they point into', () => {
    const drawn = sample(indices(3, 50), 300);
    expect(share(drawn, (rows) => new Set(rows).size < 3)).toBeGreaterThan(0.5);
    expect(drawn.flat().every((row) => Number.isInteger(row) && row >= 0 && row < 50)).toBe(true);
    const { params, data } = minimal(
      casesOf({ params: ['n'], data: indices('p', 'n') }),
      ({ data }) => data!.length < 2,
    );
    expect([params.data.length, data]).toEqual([1, [0, 0]]);
  });

  test('params share sizes as well', () => {
    for (const { W1, inner } of sample(params({ W1: ['h', 'n'], inner: { b1: ['h'] } })))
      expect(inner.b1.shape[0]).toBe(W1.shape[0]);
  });

  test('orthogonal weights have orthonormal rows, or columns where there are fewer', () => {
    for (const [rows, columns] of [
      [3, 5],
      [5, 3],
      [4, 4],
      [1, 1],
      [20, 30],
    ] as const) {
      const [{ data }] = sample(weights('orthogonal', rows, columns), 1) as [Tensor];
      const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
      const at = (i: number, j: number): number => (rows <= columns ? data[i * columns + j]! : data[j * columns + i]!);
      for (let a = 0; a < count; a++) {
        for (let b = 0; b <= a; b++) {
          const dot = Array.from({ length }, (_, j) => at(a, j) * at(b, j)).reduce((sum, x) => sum + x);
          expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
        }
      }
    }
    // Uniform: no entry leans to one side.
    const first = sample(weights('orthogonal', 2, 2), 400).map(({ data }) => data[0]!);
    expect(Math.abs(first.reduce((sum, x) => sum + x) / 400)).toBeLessThan(0.12);
  });

  test('extreme weights saturate and overflow, and none is denormal', () => {
    const drawn = sample(weights('extreme', 10, 10), 20).flatMap(({ data }) => [...data]);
    expect(drawn.some((x) => Math.exp(x) === Number.POSITIVE_INFINITY)).toBe(true);
    expect(drawn.every((x) => Number.isFinite(x) && Math.abs(x) >= 1e-3)).toBe(true);
  });

  test('shapes draw equal widths, 1, and as many classes as examples', () => {
    const drawn = sample(shapes({ depth: 3 }), 400);
    expect(share(drawn, ({ classes, batch }) => classes === batch)).toBeGreaterThan(0.2);
    expect(share(drawn, ({ batch }) => batch === 1)).toBeGreaterThan(0.15);
    expect(
      share(drawn, ({ inputs, hidden }) => hidden.length > 0 && hidden.every((width) => width === inputs)),
    ).toBeGreaterThan(0.1);
    expect(new Set(drawn.map(({ hidden }) => hidden.length))).toEqual(new Set([0, 1, 2]));
    const shape = { inputs: 6, hidden: [4], classes: 2, batch: 1 };
    const inputs = Array.from(shapes().shrink(shape, undefined), ({ value }) => value.inputs);
    expect(new Set(inputs)).toEqual(new Set([6, 1, 3, 5]));
    expect(minimal(shapes(), ({ batch }) => batch < 3)).toEqual({ inputs: 1, hidden: [], classes: 1, batch: 3 });
  });

  test('a tensor whose sizes are named draws them when it stands alone', () => {
    expect(new Set(sample(tensor(['n', 'n']), 100).map(({ shape }) => `${shape}`)).size).toBe(6);
  });
});
