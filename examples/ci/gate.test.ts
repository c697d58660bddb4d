import { checkProperty, type Problem, type PropertyOptions } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { type Baseline, baselineOf, gate, gateText, type PropertyRecord, recordOf, reportOf } from 'gradcheck/reports';
import { expect, test } from 'vitest';
import { huber, logistic } from './losses.ts';

const TODAY = '2026-11-21';
const DELTA = 1;

function record<P, D>(name: string, problem: Problem<P, D>, params: P, data: D, options: PropertyOptions = {}) {
  const report = checkProperty({ ...problem, name }, casesLike(params, data), { seed: 1, numRuns: 40, ...options });
  return recordOf(report, { file: 'losses.test.ts', test: name });
}
const huberNow = (problem = huber, options: PropertyOptions = {}): PropertyRecord =>
  record('huber', problem, [0.5, -2], DELTA, options);
const logisticNow = (problem: Problem<number[], undefined> = logistic, options: PropertyOptions = {}): PropertyRecord =>
  record('logistic', problem, [0.5, -1.5], undefined, options);

const caught = (record: PropertyRecord, killed: number): PropertyRecord => ({
  ...record,
  controls: { killed, of: 4, survivors: [] },
});
const before = reportOf([huberNow(), caught(logisticNow(), 4)]);
const baseline = baselineOf(before);
const gated = (records: readonly PropertyRecord[], against: Baseline = baseline): string =>
  gateText(gate(reportOf(records), against, TODAY));

test('the gate is open to the project as it is', () => {
  expect(gated(before.properties)).toBe('gate: open');
});

const right = caught(logisticNow(), 4);
const tripled = { ...huber, gradient: (r: number[], delta: number) => huber.gradient(r, delta).map((x) => 3 * x) };
/** Off by 3e-11 of itself, as by a constant that was rounded: within the bound of the differences, and 37 times as much as before. */
const careless = { ...logistic, gradient: (z: number[]) => logistic.gradient(z).map((x) => x * (1 + 3e-11)) };
/** A loss whose last digits are anything, as of a sum in single precision. */
const noisy = { ...logistic, loss: (z: number[]) => logistic.loss(z) + 1e-3 * Math.sin(1e9 * z[0]!) };

test.each<[string, readonly PropertyRecord[], RegExp]>([
  [
    'a wrong gradient',
    [huberNow(tripled), right],
    /^losses\.test\.ts > huber > huber: the gradient of params disagrees/,
  ],
  ['a test that was removed', [huberNow()], /^losses\.test\.ts > logistic > logistic: was there and is gone/],
  ['fewer cases', [huberNow(huber, { numRuns: 10 }), right], /huber: ran 10 cases, 40 before/],
  [
    'less precision',
    [huberNow(), caught(logisticNow(careless), 4)],
    /logistic: the worst error is .* times less precise/,
  ],
  [
    'planted faults that slip through',
    [huberNow(), caught(logisticNow(), 3)],
    /logistic: 3 of 4 planted faults are caught/,
  ],
  [
    'a loss that became noisy',
    [huberNow(), caught(logisticNow(noisy, { agreeing: 0 }), 4)],
    /logistic: .*% of the cases (agree|are unresolved)|logistic: .*(noise|agree)/,
  ],
])('the gate is shut by %s, and says so', (_, records, line) => {
  const text = gated(records);
  expect(text).toMatch(line);
  expect(text).toMatch(/gate: shut, \d+ causes?$/);
});

test('a failure that is waived keeps the gate open until its day', () => {
  const waived = (expires: string): Baseline => ({
    ...baseline,
    waivers: { 'losses.test.ts > huber > huber': { reason: 'known, see the next release', expires } },
  });
  const records = [huberNow(tripled), right];
  expect(gated(records, waived('2026-12-31'))).toMatch(/fails, waived until 2026-12-31 .*\ngate: open$/);
  expect(gated(records, waived('2026-11-20'))).toMatch(/expired on 2026-11-20\ngate: shut, 1 cause$/);
});

test('other cases, drawn from fifty other seeds, leave it open', () => {
  const shut = Array.from({ length: 50 }, (_, seed) => [
    huberNow(huber, { seed }),
    caught(logisticNow(logistic, { seed }), 4),
  ])
    .map((records) => gated(records))
    .filter((text) => text !== 'gate: open');
  expect(shut).toEqual([]);
});
