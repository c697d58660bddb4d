import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { casesOf } from '../generators/cases-of.ts';
import { checkProperty } from '../properties/check-property.ts';
import type { PropertyOptions } from '../properties/property-options.ts';
import { observationsOf } from './observations-of.ts';
import { readReport } from './read-report.ts';
import { recordOf } from './record-of.ts';
import { reportJson } from './report-json.ts';
import { reportOf } from './report-of.ts';

/** The schema "PBT Observations", which allows no other keys; messages as narrow as the viewer Tyche reads them. */
const common = { property: z.string(), run_start: z.number() };
const testCase = z.strictObject({
  type: z.literal('test_case'),
  status: z.enum(['passed', 'failed', 'gave_up']),
  status_reason: z.string(),
  representation: z.string(),
  arguments: z.record(z.string(), z.json()),
  how_generated: z.string(),
  features: z.record(z.string(), z.json()),
  coverage: z.null(),
  timing: z.record(z.string(), z.number().min(0)),
  metadata: z.record(z.string(), z.json()),
  ...common,
});
const message = z.strictObject({ type: z.enum(['info', 'alert']), title: z.string(), content: z.string(), ...common });
const observation = z.discriminatedUnion('type', [testCase, message]);

const square = { name: 'square', loss: (w: number[]) => w.reduce((sum, x) => sum + x * x, 0) };
const right = { ...square, gradient: (w: number[]) => w.map((x) => 2 * x) };
const wrong = { ...square, gradient: (w: number[]) => w.map((x) => 3 * x) };
/** Agrees above 0, has a kink at 0, overflows below. */
const odd = {
  name: 'odd',
  loss: ([x = 0]: number[]) => (x < 0 ? Number.POSITIVE_INFINITY : Math.abs(x - 1)),
  gradient: ([x = 0]: number[]) => [Math.sign(x - 1)],
};
const cases = casesOf({ params: ['n'] }, { as: 'nested' });

function observed(
  problem: typeof right,
  drawn = cases as fc.Arbitrary<{ params: number[] }>,
  options?: PropertyOptions,
) {
  const report = checkProperty(problem, drawn, { seed: 5, numRuns: 40, observe: true, ...options });
  const record = recordOf(report, { file: 'a.test.ts', test: 'a' });
  const lines = observationsOf(reportOf([record]), 1e9)
    .trimEnd()
    .split('\n');
  return { report, record, seen: lines.map((line) => observation.parse(JSON.parse(line))) };
}

test('every drawn case has its line, then all of them together', () => {
  const { seen, report } = observed(right);
  expect(seen).toHaveLength(41);
  expect(seen.slice(0, 40).every(({ type }) => type === 'test_case')).toBe(true);
  const losses = seen.flatMap((line) => (line.type === 'test_case' ? [Number(line.features.losses)] : []));
  expect(losses.reduce((sum, each) => sum + each, 0)).toBe(report.evaluations.loss);
  expect(seen.at(-1)).toMatchObject({ type: 'info', content: expect.stringContaining('40 of 40 (40 agrees)') });
  const [first] = report.observed!;
  expect(seen[0]).toEqual({
    type: 'test_case',
    status: 'passed',
    status_reason: '',
    representation: first!.shown,
    arguments: { params: expect.stringMatching(/^\d+$/) },
    how_generated: 'run 1 of seed 5',
    features: {
      verdict: 'agrees',
      regime: first!.regime,
      labels: expect.any(String),
      'worst error': first!.error,
      losses: first!.evaluations.loss,
    },
    coverage: null,
    timing: { 'execute:test': expect.any(Number) },
    metadata: { evaluations: first!.evaluations },
    property: 'a.test.ts > a > square',
    run_start: 1e9,
  });
});

test('a case that fails says why, and the minimal one follows', () => {
  const { seen } = observed(wrong);
  const [drawn, minimal, all] = seen.slice(-3);
  expect(drawn).toMatchObject({ status: 'failed', status_reason: 'the gradient of params disagrees with its loss' });
  expect(minimal).toMatchObject({
    status: 'failed',
    representation: '{ params: [1] }',
    arguments: { params: [1] },
    how_generated: expect.stringMatching(/^minimal case after \d+ shrinks \(seed 5, path '\d/),
  });
  expect(all).toMatchObject({ type: 'alert', title: 'the gradient of params disagrees with its loss' });
});

test('what neither agrees nor fails gave up, and says why', () => {
  const values = fc.constantFrom(-1, 1, 2).map((x) => ({ params: [x] }));
  const { seen } = observed(odd, values, { agreeing: 0 });
  const kinds = seen.flatMap((line) =>
    line.type === 'test_case' ? [`${line.representation}: ${line.status}, ${line.status_reason}`] : [],
  );
  expect([...new Set(kinds)].sort()).toEqual([
    expect.stringMatching(/^params \[-1\]: gave_up, .*loss/),
    'params [1]: gave_up, not differentiable here',
    'params [2]: passed, ',
  ]);
});

test('a report keeps its cases, and without the option there are none', () => {
  const { record, seen } = observed(right);
  const again = readReport(reportJson(reportOf([record])), 'r.json');
  expect(reportJson(again), 'byte for byte').toBe(reportJson(reportOf([record])));
  expect(again.properties[0]!.cases).toEqual(record.cases);
  expect(observationsOf(again, 1e9)).toBe(seen.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const quiet = observed(right, undefined, { observe: false });
  expect(quiet.report).not.toHaveProperty('observed');
  expect(quiet.seen.map(({ type }) => type)).toEqual(['info']);
});
