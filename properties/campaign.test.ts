import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { hingeClassifier, reluNetwork } from '../core/models/index.ts';
import type { Case, LossProblem } from '../core/problem.ts';
import { classifierCases, reluNetworkCases } from '../generators/index.ts';
import { propertyText } from '../reports/property-text.ts';
import { checkProperty, checkPropertyAsync } from './check-property.ts';
import { Limits } from './limits.ts';
import { mergeReports } from './merge-reports.ts';

type Pair = { readonly params: readonly number[]; readonly data: { readonly c: number; readonly unused: number } };

const tenths = fc.integer({ min: -50, max: 50 }).map((n) => n / 10);
const pairs: fc.Arbitrary<Pair> = fc.record({
  params: fc.tuple(tenths, tenths),
  data: fc.record({ c: tenths, unused: tenths }),
});
const product: LossProblem<readonly number[], Pair['data']> = {
  name: 'product',
  loss: ([a = 0, b = 0], { c }) => a * b + c * a,
  gradient: ([a = 0, b = 0], { c }) => [b + c, a],
};
/** Wrong in its first entry whenever a > 2. */
const wrong: typeof product = {
  ...product,
  gradient: ([a = 0, b = 0], { c }) => [b + c + (a > 2 ? 1 : 0), a],
};

describe('coverage', () => {
  it('counts labels of the values, of the sizes and of the problem, by verdict', () => {
    const report = checkProperty({ ...product, classify: ([a = 0]) => [a > 0 ? 'right' : 'left'] }, pairs, {
      seed: 1,
      numRuns: 200,
    });
    const row = (label: string) => report.coverage.find((found) => found.label === label)!;
    expect(row('left').runs + row('right').runs).toBe(200);
    expect(row('left').agrees).toBe(row('left').runs);
    const drawn = fc.sample(pairs, { seed: 1, numRuns: 200 });
    expect(row('zeros').runs).toBe(drawn.filter(({ params }) => params.includes(0)).length);
  });

  it('knows regimes, sizes and units of the built-in networks', () => {
    const labels = (rows: readonly { label: string }[]): string[] => rows.map(({ label }) => label);
    const relu = labels(checkProperty(reluNetwork, reluNetworkCases(), { seed: 3 }).coverage);
    expect(relu).toEqual(expect.arrayContaining(['dead units', 'switching units', 'lattice', 'depth 2']));
    expect(relu.some((label) => / = 1$/.test(label))).toBe(true);
    const hinge = labels(checkProperty(hingeClassifier, classifierCases(), { seed: 3 }).coverage);
    expect(hinge).toEqual(expect.arrayContaining(['active margins', 'satisfied margins', 'label 0']));
  });

  it('asked for and met is a pass, not met is none', () => {
    expect(checkProperty(product, pairs, { seed: 1, cover: { zeros: 1 } }).ok).toBe(true);
    const rare = checkProperty(product, pairs, { seed: 1, cover: { zeros: 60 } });
    expect(rare.ok).toBe(false);
    expect(rare.complaint).toMatch(/^only \d+% of the cases show 'zeros', of which cover asks 60%; draw more of them$/);
    const unknown = checkProperty(product, pairs, { seed: 1, cover: { zeroes: 1 } });
    expect(unknown.complaint).toContain("no case shows 'zeroes', of which cover asks 1%; seen were 'zeros'");
  });

  it('is not spoiled by a problem that cannot classify', () => {
    const classify = (): never => {
      throw new Error('no');
    };
    expect(checkProperty({ ...product, classify }, pairs, { seed: 1 }).ok).toBe(true);
  });
});

describe('limits', () => {
  it('a campaign stopped by its losses is no pass', () => {
    const report = checkProperty(product, pairs, { seed: 1, maxLosses: 500 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toMatch(/^only \d+ of 100 cases were run before maxLosses 500$/);
    expect(report.runs.done).toBeLessThan(100);
    expect(report.runs.done).toBeGreaterThan(1);
  });

  it('shrinking stopped by its losses reports the best so far, and says so', () => {
    const free = checkProperty(wrong, pairs, { seed: 2 });
    const spentDrawing = checkProperty(wrong, pairs, { seed: 2, maxLosses: 1 });
    expect(spentDrawing.runs.done).toBe(1);
    const some = { seed: 2, maxLosses: Math.ceil(free.evaluations.loss / 4) };
    const stopped = checkProperty(wrong, pairs, some);
    expect(stopped.counterexample!.check.verdict).toBe('disagrees');
    expect(stopped.counterexample!.shrinks).toBeLessThan(free.counterexample!.shrinks);
    expect(stopped.notes[0]).toMatch(/^shrinking was stopped by maxLosses \d+: a smaller case may be there$/);
    expect(propertyText(stopped)).toContain('note: shrinking was stopped by');
  });

  it('time passes for the whole campaign, or else for shrinking alone', () => {
    let now = 0;
    const limits = new Limits({ timeLimit: 100, maxLosses: undefined }, () => now);
    expect(limits.reached(false)).toBe(false);
    now = 100;
    expect(limits.reached(false)).toBe(true);
    expect(limits.stopped).toBe('timeLimit 100 ms');

    now = 0;
    const unlimited = new Limits({ timeLimit: undefined, maxLosses: undefined }, () => now);
    now = 1e7;
    expect(unlimited.reached(false)).toBe(false);
    expect(unlimited.reached(true)).toBe(false);
    now += 9999;
    expect(unlimited.reached(true)).toBe(false);
    now += 1;
    expect(unlimited.reached(true)).toBe(true);
  });
});

it('cases that are large are noted, others are not', () => {
  const sum: LossProblem<Float64Array, undefined> = {
    loss: (w) => w.reduce((total, x) => total + x, 0),
    gradient: (w) => w.map(() => 1),
  };
  const notes = (size: number) =>
    checkProperty(sum, fc.constant({ params: new Float64Array(size) }) as fc.Arbitrary<Case<Float64Array, undefined>>, {
      numRuns: 1,
      agreeing: 0,
    }).notes;
  expect(notes(100_001)).toEqual(['cases have up to 100,001 parameters: smaller shapes find the same mistakes sooner']);
  expect(notes(1000)).toEqual([]);
});

describe('values that do not matter', () => {
  it('are named, and those that do are not', () => {
    const { counterexample } = checkProperty(wrong, pairs, { seed: 2 });
    // The error is 1 wherever a > 2: b, c and what is not used are idle.
    expect(counterexample!.idle).toEqual(['params[1]', 'data.c', 'data.unused']);
    expect(propertyText(checkProperty(wrong, pairs, { seed: 2 }))).toContain(
      'do not matter (others fail as well): params[1], data.c, data.unused',
    );
  });

  it('are not claimed where there are no others to try', () => {
    const fixed = pairs.map(({ params, data }) => ({ params, data: { ...data, unused: 1 } }));
    expect(checkProperty(wrong, fixed, { seed: 2 }).counterexample!.idle).toEqual(['params[1]', 'data.c']);
  });

  it('come out alike for promises', async () => {
    const later = {
      loss: async (...all: Parameters<typeof wrong.loss>) => wrong.loss(...all),
      gradient: wrong.gradient,
    };
    const report = await checkPropertyAsync(later as never, pairs as fc.Arbitrary<Case>, { seed: 2 });
    expect(report.counterexample!.idle).toEqual(['params[1]', 'data.c', 'data.unused']);
  });
});

describe('shards', () => {
  const options = { seed: 7, numRuns: 101 };
  const shards = (problem: typeof product, count: number) =>
    Array.from({ length: count }, (_, i) =>
      checkProperty(problem, pairs, { ...options, shard: { index: i + 1, count } }),
    );

  it.each([1, 2, 3, 8])('%i of them together are the campaign itself', (count) => {
    const whole = checkProperty(product, pairs, options);
    const parts = shards(product, count);
    expect(parts.reduce((sum, { runs }) => sum + runs.done, 0)).toBe(101);
    for (const { ok, runs } of parts) expect([ok, runs.done]).toEqual([true, runs.asked]);
    const { shard: _, ...first } = parts[0]!;
    expect(first.seed).toBe(7);
    expect(mergeReports(parts.toReversed())).toEqual(whole);
  });

  it.each([2, 5])('%i of them fail where the campaign fails, with its counts and its path', (count) => {
    const whole = checkProperty(wrong, pairs, options);
    const merged = mergeReports(shards(wrong, count));
    expect(merged.ok).toBe(false);
    expect(merged.complaint).toBe(whole.complaint);
    expect(merged.runs).toEqual(whole.runs);
    expect(merged.counterexample).toEqual(whole.counterexample);
    const { path } = merged.counterexample!;
    expect(checkProperty(wrong, pairs, { seed: 7, path }).counterexample!.case).toEqual(merged.counterexample!.case);
  });

  it('a demand is one of the whole', () => {
    const cover = { zeros: 60 };
    expect(mergeReports(shards(product, 2), { cover }).complaint).toBe(
      checkProperty(product, pairs, { ...options, cover }).complaint,
    );
  });

  it('that are missing, twice there or of another campaign are no whole', () => {
    const [one, two] = shards(product, 2) as [never, never];
    const [other] = [checkProperty(product, pairs, { seed: 8, shard: { index: 2, count: 2 } })];
    expect(() => mergeReports([])).toThrow(UsageError);
    expect(() => mergeReports([checkProperty(product, pairs)])).toThrow('expected those of the shards of a campaign');
    expect(() => mergeReports([one])).toThrow('number 2 is missing or not alone');
    expect(() => mergeReports([one, two, two])).toThrow('number 3 is missing or not alone');
    expect(() => mergeReports([one, other])).toThrow("of different campaigns: 'product', seed 7");
  });
});

it('data that a loss has changed for good is blamed on the loss, not called irreproducible', () => {
  const clamping: LossProblem<number, { x: number[] }> = {
    loss: (w, { x }) => {
      for (let i = 0; i < x.length; i++) x[i] = Math.max(0, x[i]!);
      return w * w * x.reduce((sum, xi) => sum + xi, 0);
    },
    gradient: (w, { x }) => 2 * w * x.reduce((sum, xi) => sum + xi, 0),
  };
  const cases = fc.record({ params: tenths, data: fc.record({ x: fc.array(tenths, { minLength: 1, maxLength: 3 }) }) });
  const report = checkProperty(clamping, cases, { seed: 1 });
  expect(report.complaint).toMatch(/^loss changed its data: data\.x\[\d\] is not what it was; work on a copy$/);
});
