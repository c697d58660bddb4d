import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { PropertyReport } from '../core/results.ts';
import { recordOf } from '../reports/record-of.ts';
import { reportJson } from '../reports/report-json.ts';
import { reportOf } from '../reports/report-of.ts';
import type { PropertyRecord } from '../reports/report-schema.ts';
import { checkProperty } from './check-property.ts';
import { joinParts } from './join-parts.ts';
import { mergeReports } from './merge-reports.ts';
import type { PropertyOptions } from './property-options.ts';

const norm = { name: 'norm', loss: (w: number[]) => w.reduce((sum, x) => sum + Math.sqrt(1 + x * x), 0) };
const right = { ...norm, gradient: (w: number[]) => w.map((x) => x / Math.sqrt(1 + x * x)) };
/** Wrong beyond 2.5 only: rarely. */
const wrong = { ...norm, gradient: (w: number[]) => right.gradient(w).map((g, i) => (w[i]! > 2.5 ? 2 * g : g)) };
const number = fc.integer({ min: -30, max: 30 }).map((n) => n / 10);
const cases = fc.tuple(number, number).map((params) => ({ params: params as number[] }));

const OPTIONS = { seed: 7, numRuns: 41, curve: true, observe: true };
const WHERE = { file: 'a.test.ts', test: 'a suite > norm' };
function run(problem: typeof right, options: PropertyOptions = {}, drawn = cases): PropertyRecord {
  const report = checkProperty(problem, drawn, { ...OPTIONS, ...options });
  return recordOf(report, { ...WHERE, milliseconds: 10 });
}
const quarters = (problem: typeof right, options: PropertyOptions = {}, drawn = cases) =>
  [3, 1, 4, 2].map((index) => run(problem, { ...options, shard: { index, count: 4 } }, drawn));
const untimed = ({ milliseconds: _, cases: drawn, ...record }: PropertyRecord) => ({
  ...record,
  ...(drawn ? { cases: drawn.map((each) => ({ ...each, milliseconds: 0 })) } : {}),
});

describe('four parts of a campaign', () => {
  test('that passes are its record, byte for byte but for times', () => {
    const { records, missing } = joinParts(quarters(right));
    expect(missing).toEqual([]);
    const text = (record: PropertyRecord) => reportJson(reportOf([untimed(record) as PropertyRecord]));
    expect(text(records[0]!)).toBe(text(run(right)));
    expect(records[0]!.milliseconds).toBe(40);
  });

  test('that fails have its first failure, its verdicts until then and its minimal case', () => {
    const [joined] = joinParts(quarters(wrong)).records;
    const whole = run(wrong);
    expect(whole.ok).toBe(false);
    expect(joined).toMatchObject({ ok: false, complaint: whole.complaint, runs: whole.runs, errors: whole.errors });
    expect(joined!.counterexample).toEqual(whole.counterexample);
    expect(joined!.curve).toEqual(whole.curve);
    expect(joined!.cases!.map(({ shown }) => shown)).toEqual(whole.cases!.map(({ shown }) => shown));
  });

  test('are held to what was asked of the whole, and not each to it', () => {
    const cover = { cover: { zeros: 2 }, agreeing: 1 };
    const parts = quarters(right, cover);
    expect(
      parts.some(({ ok }) => !ok),
      'one part alone shows too few',
    ).toBe(true);
    expect(joinParts(parts).records[0]).toMatchObject({ ok: true, complaint: '' });
    const asked = { cover: { zeros: 90 } };
    expect(joinParts(quarters(right, asked)).records[0]!.complaint).toBe(run(right, asked).complaint);
  });

  test('beside records of whole campaigns leave these as they are', () => {
    const other = { ...run(right), property: 'other' };
    expect(joinParts([...quarters(right), other]).records).toContain(other);
  });
});

describe('nothing is green by accident', () => {
  test('a part that is nowhere is missing', () => {
    const { records, missing } = joinParts(quarters(right).filter(({ part }) => part!.index !== 4));
    expect(records).toEqual([]);
    expect(missing).toEqual(['a.test.ts > a suite > norm > norm: part 4 of 4']);
  });

  test.each<[string, (parts: PropertyRecord[]) => PropertyRecord[], string]>([
    ['a part twice', (parts) => [...parts, parts[0]!], 'part 3 of 4 is there twice'],
    [
      'another count of parts',
      (parts) => [...parts, run(right, { shard: { index: 1, count: 2 } })],
      'in 4 parts, and in 2',
    ],
    [
      'another seed',
      (parts) => [...parts.slice(1), run(right, { seed: 8, shard: { index: 3, count: 4 } })],
      'its parts cannot be put together: reports: of different campaigns',
    ],
    [
      'what is no report',
      ([first, ...parts]) => [{ ...first!, part: { ...first!.part!, report: { runs: 3 } } }, ...parts],
      'its parts cannot be put together: ',
    ],
    [
      'a value of no kind',
      ([first, ...parts]) => [{ ...first!, part: { ...first!.part!, report: { $: 'x' } } }, ...parts],
      'is no kind of value',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(() => joinParts(change(quarters(right)))).toThrow(UsageError);
    expect(() => joinParts(change(quarters(right)))).toThrow(message);
  });

  const shards = (change: (report: PropertyReport, index: number) => PropertyReport): PropertyReport[] =>
    [1, 2, 3].map((index) =>
      change(checkProperty(right, cases, { seed: 7, numRuns: 30, shard: { index, count: 3 } }), index),
    );

  test('a failure at an example that was given, which no run drew, is kept', () => {
    const { counterexample } = checkProperty(wrong, fc.constant({ params: [3, 0] }), { seed: 1, numRuns: 1 });
    const complaint = 'at the example: the gradient of params disagrees with its loss';
    const merged = mergeReports(
      shards((report) => ({ ...report, ok: false, complaint, counterexample: { ...counterexample!, path: '' } })),
    );
    expect(merged).toMatchObject({ ok: false, complaint, counterexample: { path: '' } });
  });

  test('a complaint of one part that is none of too few cases is kept', () => {
    const complaint = 'stored case 12345678 no longer fits: it threw';
    const merged = mergeReports(shards((report, i) => (i === 2 ? { ...report, ok: false, complaint } : report)));
    expect(merged).toMatchObject({ ok: false, complaint });
  });

  test('a failure behind a part that was stopped is kept', () => {
    const stopped = checkProperty(right, cases, { seed: 7, numRuns: 40, maxLosses: 1, shard: { index: 1, count: 2 } });
    const failing = checkProperty(wrong, cases, { seed: 7, numRuns: 40, shard: { index: 2, count: 2 } });
    expect(stopped.runs.done).toBeLessThan(5);
    const merged = mergeReports([stopped, failing]);
    expect(merged.complaint).toBe('the gradient of params disagrees with its loss');
    expect(merged.counterexample).toEqual(failing.counterexample);
  });

  test('of several worst errors the one that was met first is kept, as by the whole', () => {
    const met = [
      [0, 0, 0, 0, 0, 5],
      [0, 5],
      [0, 0, 5],
    ];
    const merged = mergeReports(
      shards((report, i) => ({
        ...report,
        errors: report.errors.map((_, run) => met[i - 1]![run] ?? 0),
        worst: { ...report.worst!, error: 5, entry: { ...report.worst!.entry, entry: `of part ${i}` } },
      })),
    );
    expect(merged.worst!.entry.entry).toBe('of part 2');
  });

  test('a part in which nothing agreed takes nothing from the resolution of the others', () => {
    const merged = mergeReports(
      shards((report, i) =>
        i === 3
          ? {
              ...report,
              resolution: Number.POSITIVE_INFINITY,
              history: report.history.map(() => 'kink'),
              runs: { ...report.runs, agrees: 0, kink: 10 },
            }
          : report,
      ),
    );
    expect(merged.resolution).toBeLessThan(1e-3);
  });
});

test('planted faults, the same in every part, are those of the whole', () => {
  const controls = { killed: 3, of: 4, survivors: ['dW doubled'] };
  const planted = quarters(right).map((record) => ({
    ...record,
    ok: false,
    complaint: 'a planted fault survives',
    controls,
    text: `${record.text}\n\nthe table`,
  }));
  const [joined] = joinParts(planted).records;
  expect(joined).toMatchObject({ ok: false, complaint: 'a planted fault survives', controls });
  expect(joined!.text).toBe(`${run(right).text}\n\nthe table`);
});

test('a case that cannot be written down fails all the same', () => {
  const point = { params: [3, 0], data: { f: Math.tanh } };
  const odd: typeof cases = fc.constant(point);
  const [joined] = joinParts(quarters(wrong, {}, odd)).records;
  expect(joined).toMatchObject({ ok: false, complaint: 'the gradient of params disagrees with its loss' });
  expect(joined!.text).toContain('not written down: value.counterexample.case.data.f: a function');
});
