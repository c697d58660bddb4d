import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { softmaxClassifier } from '../core/models/index.ts';
import type { DetectionReport, DetectionRow } from '../core/results.ts';
import { casesOf, classifierCases, lambda } from '../generators/index.ts';
import { killTableText } from '../reports/kill-table-text.ts';
import { checkDetection, checkDetectionAsync } from './check-detection.ts';

type Params = { w: number[]; b: number };
type Data = { X: number[][]; y: number[]; lambda: number };

const error = ({ w, b }: Params, x: number[], y: number): number => b + w.reduce((s, wj, j) => s + wj * x[j]!, 0) - y;
const ridge = {
  name: 'ridge',
  loss: (p: Params, { X, y, lambda }: Data) =>
    X.reduce((s, x, i) => s + error(p, x, y[i]!) ** 2, 0) + lambda * p.w.reduce((s, x) => s + x * x, 0),
  gradient: (p: Params, { X, y, lambda }: Data) => ({
    w: p.w.map((wj, j) => X.reduce((s, x, i) => s + 2 * error(p, x, y[i]!) * x[j]!, 2 * lambda * wj)),
    b: X.reduce((s, x, i) => s + 2 * error(p, x, y[i]!), 0),
  }),
};
const casesIn = (m: [number, number]) =>
  casesOf(
    { params: { w: ['n'], b: [] }, data: { X: ['m', 'n'], y: ['m'], lambda: lambda() } },
    { sizes: { n: [1, 4], m }, regimes: ['lattice', 'normal'], as: 'nested' },
  );
const cases = casesIn([1, 5]);
const seed = 7;

const of = (report: DetectionReport, fault: string): DetectionRow => {
  const row = report.rows.find((one) => one.fault === fault);
  if (row === undefined) throw new Error(`no fault ${fault} among ${report.rows.map((one) => one.fault).join(', ')}`);
  return row;
};

describe('checkDetection', () => {
  test('a campaign that draws what matters kills every fault, and names most', () => {
    const report = checkDetection(ridge, cases, { seed });
    expect(report.rows.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
    expect(report).toMatchObject({ name: 'ridge', ok: true, complaint: '', seed, numRuns: 40 });
    expect(report.killed).toBe(report.of);
    expect(report.of).toBeGreaterThan(35);
    expect(report.named).toBeGreaterThan(0.75 * report.of);
    expect(of(report, 'dw doubled')).toMatchObject({
      outcome: 'killed',
      family: 'factor',
      block: 'w',
      caughtAt: 1,
      runs: 1,
      differedIn: 1,
      named: true,
      diagnosis: expect.stringContaining('dw is 2.000 times its central difference'),
    });
    expect(of(report, 'db with a NaN')).toMatchObject({ outcome: 'killed', named: true });
  });

  test('the same seed gives the same report', () => {
    expect(checkDetection(ridge, cases, { seed })).toEqual(checkDetection(ridge, cases, { seed }));
  });

  test('a regulariser that is never drawn leaves its faults untold, and says what to draw', () => {
    const never = cases.map(({ params, data }) => ({ params, data: { ...data!, lambda: 0 } }));
    const report = checkDetection(ridge, never, { seed });
    for (const fault of ['dw with data.lambda w too much', 'dw lacking data.lambda/m w', 'dw times data.lambda']) {
      expect(of(report, fault)).toMatchObject({ outcome: 'equivalent', differedIn: 0, runs: 40, named: false });
    }
    expect(of(report, 'dw with data.lambda w too much').because).toBe(
      'data.lambda is 0 in all 40 cases; draw data.lambda other than 0',
    );
    expect(of(report, 'dw with 0.1 w too much').outcome).toBe('killed');
  });

  test('one example everywhere leaves the faults of a batch untold', () => {
    const report = checkDetection(ridge, casesIn([1, 1]), { seed });
    for (const fault of ['dw times m', 'db over m', 'the last example left out', 'data.y of the next example']) {
      expect(of(report, fault)).toMatchObject({
        outcome: 'equivalent',
        because: 'm is 1 in all 40 cases; draw m of 2 and more',
      });
    }
  });

  test('a harness that agrees with everything lets every finite fault survive', () => {
    const report = checkDetection(ridge, cases, { seed, atol: 1e12 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toContain('planted faults survived: the gradient doubled, ');
    const caught = report.rows.filter(({ outcome }) => outcome === 'killed').map(({ fault }) => fault);
    expect(caught).toEqual([
      'dw with a NaN',
      'db with a NaN',
      'left over from the call before',
      'added to that of the call before',
    ]);
    expect(of(report, 'dw doubled').because).toMatch(/^wrong in \d+ of 40 cases.*below the resolution/);
  });

  test('what passes at kinks alone is said to', () => {
    const relu = { loss: (w: number) => Math.max(0, w), gradient: (w: number) => (w === 0 ? 0.25 : 0) };
    const left = fc.integer({ min: -3, max: 0 }).map((params) => ({ params }));
    const report = checkDetection(relu, left, { seed });
    const doubled = of(report, 'dparams doubled');
    expect(doubled.outcome).toBe('survived');
    expect(doubled.because).toMatch(
      /^wrong in \d+ of 40 cases \(dparams is 0 in \d+\); \d+ at kinks, where any value between the slopes is right: draw points away from them; draw cases in which dparams is not 0$/,
    );
    expect(report).toMatchObject({ ok: false, complaint: expect.stringContaining('dparams doubled') });
  });

  test('a gradient that is wrong is not asked for more', () => {
    const wrong = { ...ridge, gradient: (p: Params, d: Data) => ({ ...ridge.gradient(p, d), b: 1 }) };
    const report = checkDetection(wrong, cases, { seed });
    expect(report).toMatchObject({ ok: false, rows: [], killed: 0, of: 0 });
    expect(report.complaint).toBe(
      'before faults are planted, the gradient itself must agree: the gradient of b disagrees with its loss',
    );
    expect(killTableText(report)).toContain('ridge: before faults are planted');
  });

  test('where no fault makes a difference, nothing is proved', () => {
    const nothing = { loss: () => 1, gradient: () => [0] };
    const report = checkDetection(nothing, fc.constant({ params: [0] }), { seed, numRuns: 3 });
    expect(of(report, 'dparams doubled')).toMatchObject({
      outcome: 'equivalent',
      because: 'dparams is 0 in all 3 cases; draw cases in which dparams is not 0',
    });
    expect(of(report, 'dparams with 0.1 params too much').because).toContain('params is 0 in all 3 cases');
    // A number that is none is told from 0.
    expect(report.rows.filter(({ outcome }) => outcome === 'killed').map(({ fault }) => fault)).toEqual([
      'dparams with a NaN',
    ]);
  });

  test('data that the gradient refuses to see exchanged is no kill', () => {
    const picky = {
      ...ridge,
      gradient: (p: Params, d: Data) => {
        if (new Set(d.y).size < d.y.length) throw new Error('targets must differ');
        return ridge.gradient(p, d);
      },
    };
    const apart = casesIn([2, 4]).map(({ params, data }) => ({
      params,
      data: { ...data!, y: data!.y.map((_, i) => i) },
    }));
    const report = checkDetection(picky, apart, { seed });
    expect(of(report, 'the last example alone')).toMatchObject({
      outcome: 'equivalent',
      because: expect.stringContaining('the gradient cannot be had at the data it takes'),
    });
    expect(of(report, 'data.y of the next example').outcome).toBe('killed');
  });

  test('a campaign that is aborted tells what it got to', () => {
    const controller = new AbortController();
    let calls = 0;
    const slow = {
      ...ridge,
      gradient: (p: Params, d: Data) => {
        if (++calls > 400) controller.abort();
        return ridge.gradient(p, d);
      },
    };
    const report = checkDetection(slow, cases, { seed, signal: controller.signal });
    expect(report.ok).toBe(false);
    expect(report.complaint).toMatch(/^only \d+ of \d+ faults were tried before it was aborted; give them more time/);
    expect(killTableText(report)).toContain('faults were tried before');
  });

  test('a campaign stops after so many losses', () => {
    const report = checkDetection(ridge, cases, { seed, maxLosses: 5000 });
    expect(report.complaint).toMatch(/ faults were tried before maxLosses 5,000; give/);
  });

  test.each([
    ['a path', { path: '0', seed: 1 }, 'options.path: has no meaning where faults are planted'],
    ['an unknown option', { numRun: 4 }, 'options.numRun: unknown'],
    ['options that are none', 7, 'options: expected an object'],
  ])('refuses %s', (_, options, says) => {
    expect(() => checkDetection(ridge, cases, options as object)).toThrow(says);
  });

  test.each([
    ['no problem', undefined, cases, 'problem: expected'],
    ['no gradient', { loss: ridge.loss }, cases, 'problem.gradient: missing'],
    ['no arbitrary', ridge, [1], 'cases: expected a fast-check arbitrary'],
  ])('refuses %s', (_, problem, drawn, says) => {
    expect(() => checkDetection(problem as never, drawn as never)).toThrow(says);
  });

  test('a float32 loss is asked for what its noise lets through', () => {
    const rounded = {
      loss: (w: Float32Array, x: number[]) =>
        Math.fround(w.reduce((s, wi, i) => Math.fround(s + Math.sin(wi * x[i]!)), 0)),
      gradient: (w: Float32Array, x: number[]) => w.map((wi, i) => x[i]! * Math.cos(wi * x[i]!)),
    };
    const points = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => ({
      params: Float32Array.of(a / 4, -b / 4),
      data: [1, 0.5],
    }));
    const report = checkDetection(rounded, points, { seed });
    expect(report).toMatchObject({ ok: true });
    expect(report.rows.some(({ fault }) => /^dparams off by 0\.\d+ of itself$/.test(fault))).toBe(true);
    expect(report.rows.some(({ fault }) => fault === 'dparams off by 0.001 of itself')).toBe(false);
  });
});

describe('every form of problem', () => {
  const outcomes = ({ rows }: DetectionReport): readonly unknown[] =>
    rows.map(({ fault, outcome, caughtAt }) => [fault, outcome, caughtAt]);
  const plain = outcomes(checkDetection(ridge, cases, { seed }));

  test('promises', async () => {
    const later = {
      loss: async (p: Params, d: Data) => ridge.loss(p, d),
      gradient: async (p: Params, d: Data) => ridge.gradient(p, d),
    };
    expect(outcomes(await checkDetectionAsync(later, cases, { seed }))).toEqual(plain);
  });

  test('one function, also of an instance with private fields', () => {
    class Ridge {
      #both = ridge;
      valueAndGradient(p: Params, d: Data) {
        return [this.#both.loss(p, d), this.#both.gradient(p, d)] as const;
      }
    }
    expect(outcomes(checkDetection(new Ridge(), cases, { seed }))).toEqual(plain);
  });

  test('a gradient that writes to one buffer again and again', () => {
    const buffer = { w: [] as number[], b: 0 };
    const reusing = { ...ridge, gradient: (p: Params, d: Data) => Object.assign(buffer, ridge.gradient(p, d)) };
    expect(outcomes(checkDetection(reusing, cases, { seed }))).toEqual(plain);
  });

  test('a backward pass', () => {
    const layer = {
      forward: (w: number[], x: number[]) => w.map((wi, i) => Math.tanh(wi * x[i]!)),
      vjp: (w: number[], up: unknown, x: number[]) =>
        w.map((wi, i) => (up as number[])[i]! * x[i]! * (1 - Math.tanh(wi * x[i]!) ** 2)),
    };
    const points = fc.integer({ min: 1, max: 20 }).map((n) => ({ params: [n / 8, -0.5], data: [1, 2] }));
    const report = checkDetection(layer, points, { seed });
    expect(report).toMatchObject({ ok: true });
    expect(of(report, 'dparams in reverse').outcome).toBe('killed');
    expect(of(report, 'the upstream gradient ignored, taken as ones').outcome).toBe('killed');
    expect(of(report, 'the upstream gradient squared').outcome).toBe('killed');
    expect(plain.flat()).not.toContain('the upstream gradient squared');
  });

  test('forward products alone have no gradient to plant faults in', () => {
    const products = { forward: (w: number[]) => w, jvp: (_: number[], t: number[]) => t };
    expect(() => checkDetection(products, fc.constant({ params: [1] }))).toThrow(
      'problem.jvp: faults are planted in gradients',
    );
  });
});

test('the kill table has 80 columns, a line for every fault that differs, and the reasons of the others', () => {
  const never = classifierCases().map(({ params, data }) => ({ params, data: { ...data!, lambda: 0 } }));
  const report = checkDetection(softmaxClassifier, never, { seed, numRuns: 12 });
  const text = killTableText(report);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(text).toContain(`softmaxClassifier: ${report.killed} of ${report.of} planted faults were caught`);
  expect(text).toMatch(/^ {2}fault +caught in run {2}named$/m);
  expect(text).toMatch(/^ {2}dW doubled +1 {2}yes$/m);
  expect(text).toContain('equivalent, since they never differed from it:\n    dW times data.lambda');
  expect(text.replaceAll(/\n +/g, ' ')).toContain('data.lambda is 0 in all 12 cases; draw data.lambda other than 0');
});
