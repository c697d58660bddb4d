import { expect, test } from 'vitest';
import type { EntryCheck, GradientCheck, PropertyReport, Runs } from '../core/results.ts';
import { propertyText } from './property-text.ts';

const entry = (name: string, analytic: number, numeric: number): EntryCheck => ({
  entry: name,
  verdict: analytic === numeric ? 'agrees' : 'disagrees',
  analytic,
  numeric,
  errorBound: 2e-11,
  error: 0.5,
  ratio: analytic / numeric,
});

const runs = (some: Partial<Runs>): Runs => ({
  asked: 100,
  done: 100,
  agrees: 0,
  disagrees: 0,
  kink: 0,
  unresolved: 0,
  invalid: 0,
  ...some,
});

const passed: PropertyReport = {
  name: 'net',
  ok: true,
  complaint: '',
  runs: runs({ agrees: 97, kink: 2, unresolved: 1 }),
  worst: { error: 3.2e-12, verdict: 'agrees', entry: entry('W1[0,1]', 1, 1) },
  evaluations: { loss: 12345, gradient: 678 },
  resolution: 5e-9,
  seed: 2026,
  coverage: [],
  notes: [],
  history: [],
  errors: [],
};

const facts = { evaluations: { loss: 1234, gradient: 7 }, resolution: 4e-9, noise: 3e-16, seed: 0 };

const doubled: GradientCheck = {
  verdict: 'disagrees',
  blocks: [
    {
      block: 'W1',
      shape: [1, 1],
      size: 1,
      verdict: 'agrees',
      wrong: 0,
      worst: entry('W1[0,0]', 0.25, 0.25),
      entries: [entry('W1[0,0]', 0.25, 0.25)],
    },
    {
      block: 'W2',
      shape: [1, 1],
      size: 1,
      verdict: 'disagrees',
      wrong: 1,
      worst: entry('W2[0,0]', 2.5, 1.25),
      entries: [entry('W2[0,0]', 2.5, 1.25)],
    },
  ],
  blame: ['W2'],
  notes: [],
  diagnoses: [
    {
      kind: 'constant-factor',
      block: 'W2',
      message: 'dW2 is 2.000 times its central difference',
      evidence: { factor: 2 },
    },
  ],
  ...facts,
};

test('a pass: what was run, the worst error and the resolution', () => {
  expect(propertyText(passed)).toBe(`net: the gradient agrees with its loss

  worst error seen: 3e-12; resolution 5e-9
  runs: 100 of 100 (97 agrees, 2 kink, 1 unresolved), 12,345 losses`);
});

test('a failure: blocks, cause, minimal case, worst error, runs, and the line that replays it', () => {
  const report: PropertyReport = {
    ...passed,
    ok: false,
    complaint: 'the gradient of W2 disagrees with its loss',
    runs: runs({ done: 3, agrees: 2, disagrees: 1 }),
    worst: { error: 0.5, verdict: 'disagrees', entry: entry('W2[0,3]', 2.5, 1.25) },
    counterexample: {
      case: { params: { W1: [[0]], W2: [[1]] }, data: { y: [0] } },
      check: doubled,
      seed: 2026,
      path: '2:0:1',
      firstDiagnoses: [],
      shrinks: 2,
      idle: [],
    },
  };
  expect(propertyText(report)).toBe(`net: the gradient of W2 disagrees with its loss

  dW2 is 2.000 times its central difference

                            entry    analytic  central difference  ratio
  dW1  agrees               W1[0,0]      0.25       0.25 +- 2e-11  1.000
  dW2  disagrees in 1 of 1  W2[0,0]       2.5       1.25 +- 2e-11  2.000

  1,234 losses, 7 gradients; noise of the loss 3e-16

  minimal case, after 2 shrinks:
  { params: { W1: [[0]], W2: [[1]] }, data: { y: [0] } }

  worst error seen: 0.5 of the entry, at W2[0,3]
    (analytic 2.5, central difference 1.25)
  runs: 3 of 100 (2 agrees, 1 disagrees), 12,345 losses

  replay: checkProperty(problem, cases, { seed: 2026, path: '2:0:1' })`);
});

test('no failure and yet no pass: the complaint, and a seed to replay the campaign', () => {
  const complaint =
    'only 50% of the cases agree (50 at kinks, 0 unresolved), less than the 60% asked; draw other cases';
  expect(
    propertyText({ ...passed, ok: false, complaint, runs: runs({ agrees: 50, kink: 50 }) }),
  ).toBe(`net: only 50% of the cases agree (50 at kinks, 0 unresolved), less than the 60% asked; draw other cases

  worst error seen: 3e-12; resolution 5e-9
  runs: 100 of 100 (50 agrees, 50 kink), 12,345 losses

  replay: checkProperty(problem, cases, { seed: 2026 })`);
});

test('an invalid gradient: its message once, and no worst error where none was judged', () => {
  const check: GradientCheck = {
    verdict: 'invalid',
    reason: 'threw',
    message: 'loss threw Error: no',
    blocks: [],
    blame: [],
    diagnoses: [],
    notes: [],
    ...facts,
  };
  const { worst: _, ...unjudged } = passed;
  const report: PropertyReport = {
    ...unjudged,
    ok: false,
    complaint: 'loss threw Error: no',
    runs: runs({ done: 1, invalid: 1 }),
    counterexample: { case: { params: 1 }, check, firstDiagnoses: [], seed: 1, path: '0', shrinks: 0, idle: [] },
    seed: 1,
  };
  expect(propertyText(report)).toBe(`net: loss threw Error: no

  minimal case, after 0 shrinks:
  { params: 1 }

  runs: 1 of 100 (1 invalid), 12,345 losses

  replay: checkProperty(problem, cases, { seed: 1, path: '0' })`);
});

const failed = (point: unknown, check: GradientCheck = doubled, idle: readonly string[] = []): string =>
  propertyText({
    ...{ ...passed, ok: false, complaint: 'wrong', runs: runs({ done: 1, disagrees: 1 }) },
    counterexample: { case: point as never, check, firstDiagnoses: [], seed: 1, path: '0', shrinks: 1, idle },
  });

test('a case of a few hundred numbers is whole, so that it can be pasted, in lines of 80 columns', () => {
  const W = Array.from({ length: 6 }, (_, i) => Array.from({ length: 70 }, (_, j) => (i + j) / 8));
  const text = failed({ params: { W } });
  const code = text.slice(text.indexOf('{'), text.indexOf('\n\n  worst error'));
  expect(new Function(`return (${code});`)()).toEqual({ params: { W } });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(88);
  expect(Math.max(...code.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a larger one is cut, and says that it is', () => {
  const text = failed({ params: Array.from({ length: 40 }, () => Array(40).fill(1)), data: Array(700).fill(2) });
  expect(text).toContain('minimal case, after 1 shrink, of 2,300 numbers, cut; the replay has them all:');
  expect(text).toContain('more */');
});

test('of many values that do not matter the first are named', () => {
  const idle = Array.from({ length: 30 }, (_, i) => `params.layer${i}`);
  expect(failed({ params: 1 }, doubled, idle)).toContain('params.layer4 and 25 more\n');
});

test('every count of the runs that is not 0 is stated', () => {
  const every = runs({ agrees: 1000, disagrees: 20, kink: 30, unresolved: 40, invalid: 5, done: 1095, asked: 2000 });
  expect(propertyText({ ...passed, runs: every }).replaceAll(/\n +/g, ' ')).toContain(
    'runs: 1,095 of 2,000 (1,000 agrees, 20 disagrees, 30 kink, 40 unresolved, 5 invalid: the loss is not finite there), 12,345 losses',
  );
});
