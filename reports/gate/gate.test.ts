import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { readReport } from '../read-report.ts';
import { recordOf } from '../record-of.ts';
import { type PropertyRecord, type ReportFile, reportSchema } from '../report-schema.ts';
import { baselineChanges } from './baseline-changes.ts';
import { baselineOf } from './baseline-of.ts';
import { type Baseline, baselineSchema } from './baseline-schema.ts';
import { gate } from './gate.ts';
import { gateMarkdown } from './gate-markdown.ts';
import { gateText } from './gate-text.ts';
import { readBaseline } from './read-baseline.ts';

const TODAY = '2026-11-21';
const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
const recorded = (name: string, factor: number): PropertyRecord =>
  recordOf(
    checkProperty({ name, loss: (w: number) => w ** 3, gradient: (w: number) => factor * w ** 2 }, cases, { seed: 1 }),
    { file: 'test/cube.test.ts', test: 'cube' },
  );
const right = recorded('right', 3);
const wrong = recorded('wrong', 6);
const report = (...properties: PropertyRecord[]): ReportFile => ({
  version: 1,
  gradcheck: '1.2.3',
  complete: true,
  missing: [],
  properties,
});
const changed = (change: Partial<PropertyRecord>): ReportFile => report({ ...right, ...change });
const baseline = baselineOf(report(right));
const KEY = 'test/cube.test.ts > cube > right';
const kinds = (file: ReportFile, against: Baseline = baseline): string[] =>
  gate(file, against, TODAY).causes.map(({ kind }) => kind);

test('a report is JSON that its schema knows, with every float exact', () => {
  const text = JSON.stringify(report(right, wrong));
  expect(readReport(text, 'r.json')).toEqual(report(right, wrong));
  expect(wrong.counterexample!.case).toEqual({ params: 0.1 });
  expect(right.errors.reduce((sum, { runs }) => sum + runs, 0)).toBe(100);
  const odd = checkProperty({ loss: () => Number.NaN, gradient: () => Number.NaN }, fc.constant({ params: -0 }), {
    seed: 1,
  });
  expect(() => reportSchema.parse(recordOf(odd, { file: '', test: '' }))).toThrow();
  expect(() => reportSchema.parse(report(recordOf(odd, { file: '', test: '' })))).not.toThrow();
});

describe('what is no report', () => {
  it.each([
    ['{', 'r.json: is no JSON: '],
    ['{}', 'r.json: version: '],
    [JSON.stringify({ ...report(right), version: 2 }), 'r.json: version: '],
    [JSON.stringify(report({ ...right, runs: { ...right.runs, done: -1 } })), 'r.json: properties[0].runs.done: '],
  ])('%#: is refused with its place', (text, message) => {
    expect(() => readReport(text, 'r.json')).toThrow(UsageError);
    expect(() => readReport(text, 'r.json')).toThrow(message);
  });
});

describe('the gate', () => {
  it('is open for what the baseline was made of', () => {
    expect(gate(report(right), baseline, TODAY)).toEqual({ ok: true, causes: [], notes: [] });
  });

  it.each<readonly [string, ReportFile, readonly string[]]>([
    ['a property disagrees', report(right, wrong), ['failed']],
    ['one is gone', report(), ['gone']],
    ['it ran fewer cases', changed({ runs: { ...right.runs, done: 99, agrees: 99 } }), ['fewer-runs']],
    ['fewer agree', changed({ runs: { ...right.runs, agrees: 70, kink: 30 } }), ['fewer-agree']],
    [
      'more are unresolved',
      changed({ runs: { ...right.runs, agrees: 75, unresolved: 25 } }),
      ['fewer-agree', 'more-unresolved'],
    ],
    ['a little fewer agree', changed({ runs: { ...right.runs, agrees: 96, kink: 4 } }), []],
    ['the worst error grew a hundredfold', changed({ worst: { ...right.worst!, error: 1e-9 } }), ['less-precise']],
    ['rounding is all that grew', changed({ worst: { ...right.worst!, error: 9e-13 } }), []],
    ['a test file broke off', { ...report(right), missing: ['test/other.test.ts'] }, ['incomplete']],
    ['the run was interrupted', { ...report(right), complete: false }, ['incomplete']],
    ['it took longer', changed({ milliseconds: 1e9 }), []],
  ])('%s', (_, file, expected) => {
    expect(kinds(file)).toEqual(expected);
  });

  it('takes the worst error of other cases for chance, but not errors that grew in many of them', () => {
    const errors = (much: number) => [
      { decade: -15, runs: 100 - much },
      { decade: -9, runs: much },
    ];
    const others = (much: number): ReportFile =>
      changed({ seed: 2, worst: { ...right.worst!, error: 3e-9 }, errors: errors(much) });
    expect(kinds(others(1))).toEqual([]);
    expect(kinds(others(20))).toEqual(['less-precise']);
    expect(gateText(gate(others(20), baseline, TODAY))).toContain('20% of the cases have an error more than 10 times');
    const { seed: _, ...unknown } = baseline.properties[KEY]!;
    expect(kinds(others(1), { ...baseline, properties: { [KEY]: unknown } })).toEqual(['less-precise']);
  });

  it('shuts where fewer planted faults are caught, or none are planted any more', () => {
    const caught = (killed: number): ReportFile => changed({ controls: { killed, of: 20, survivors: [] } });
    const before = baselineOf(caught(20));
    expect(kinds(caught(20), before)).toEqual([]);
    expect(kinds(caught(19), before)).toEqual(['fewer-caught']);
    expect(kinds(report(right), before)).toEqual(['fewer-caught']);
    expect(kinds(changed({ controls: { killed: 0, of: 0, survivors: [] } }), before)).toEqual(['fewer-caught']);
    // Of other cases a single fault may slip through by chance.
    const others = (killed: number): ReportFile => changed({ seed: 2, controls: { killed, of: 20, survivors: [] } });
    expect(kinds(others(19), before)).toEqual([]);
    expect(kinds(others(18), before)).toEqual(['fewer-caught']);
  });

  it('puts up with a waived failure until its day has passed', () => {
    const waived = (expires: string): Baseline => ({
      ...baselineOf(report(wrong)),
      waivers: { 'test/cube.test.ts > cube > wrong': { reason: 'see #12', expires } },
    });
    const open = gate(report(wrong), waived(TODAY), TODAY);
    expect(open.ok).toBe(true);
    expect(open.notes).toEqual([`test/cube.test.ts > cube > wrong: fails, waived until ${TODAY} (see #12)`]);
    expect(kinds(report(wrong), waived('2026-11-20'))).toEqual(['waiver-expired']);
    const mended = report({ ...right, property: 'wrong' });
    expect(gate(mended, waived(TODAY), TODAY).notes[0]).toContain('passes; its waiver is no longer needed');
    expect(baselineOf(mended, waived(TODAY)).waivers).toEqual({});
    expect(baselineOf(report(wrong), waived(TODAY)).waivers).toEqual(waived(TODAY).waivers);
  });

  it('takes no number for a good one that is none', () => {
    expect(kinds(changed({ worst: { ...right.worst!, error: 'NaN' } }))).toEqual(['less-precise']);
    expect(kinds(changed({ worst: { ...right.worst!, error: 'Infinity' }, seed: 2 }))).toEqual(['less-precise']);
  });

  it('shuts where hardly any faults are planted any more, even if all of them are caught', () => {
    const caught = (count: number): ReportFile => changed({ controls: { killed: count, of: count, survivors: [] } });
    expect(kinds(caught(9), baselineOf(caught(20)))).toEqual(['fewer-caught']);
    expect(kinds(caught(10), baselineOf(caught(20)))).toEqual([]);
  });

  it('says what is lost and does not shut it: a resolution, a label, a waiver that fits nothing', () => {
    const labelled = {
      ...right,
      coverage: [{ label: 'ties', runs: 7, ...{ agrees: 7, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 } }],
    };
    const before = {
      ...baselineOf(report(labelled)),
      waivers: { 'test/old.test.ts > x': { reason: 'r', expires: TODAY } },
    };
    const { ok, notes } = gate(changed({ resolution: 0.01 }), before, TODAY);
    expect(ok).toBe(true);
    expect(notes).toEqual([
      expect.stringMatching(/right: the resolution is 0\.01, \S+ before: smaller errors are no longer seen$/),
      `${KEY}: no case shows 'ties' (7% before) any more`,
      'test/old.test.ts > x: has a waiver and is not there; was it renamed?',
    ]);
    expect(gate(changed({ resolution: 0.01, seed: 2 }), baseline, TODAY).notes).toEqual([]);
    expect(gate(changed({ resolution: 'Infinity' }), baseline, TODAY).notes).toHaveLength(1);
  });

  it('lets new properties pass and says so', () => {
    const { ok, notes } = gate(report(right, { ...right, property: 'other' }), baseline, TODAY);
    expect([ok, notes]).toEqual([
      true,
      ['test/cube.test.ts > cube > other: is new; `gradcheck gate --update` takes it in'],
    ]);
  });

  it('is said in one line per cause, in Markdown too', () => {
    const result = gate(report(), baseline, TODAY);
    expect(gateText(result)).toBe(
      `${KEY}: was there and is gone; if that is meant, update the baseline\ngate: shut, 1 cause`,
    );
    expect(gateMarkdown(result)).toContain('| test/cube.test.ts \\> cube \\> right | gone | was there and is gone;');
    expect(gateText(gate(report(right), baseline, TODAY))).toBe('gate: open');
  });
});

test('a cause is one line, whatever is in the name of a test or in a message', () => {
  const named = { ...wrong, test: 'a\nb', property: '\u001b[31mc | d', complaint: 'loss threw Error: one\r\ntwo' };
  const result = gate(report(named), { version: 1, properties: {}, waivers: {} }, TODAY);
  expect(gateText(result).split('\n')).toEqual([
    'test/cube.test.ts > a b >  [31mc | d: loss threw Error: one two',
    'note: test/cube.test.ts > a b >  [31mc | d: is new; `gradcheck gate --update` takes it in',
    'gate: shut, 1 cause',
  ]);
  const row = gateMarkdown(result).split('\n')[4]!;
  expect(row.replaceAll('\\|', '').split('|')).toHaveLength(5);
  expect(row).toContain('loss threw Error: one two');
});

describe('the baseline', () => {
  it('keeps to its schema, sorted, the same whatever the order of the report', () => {
    expect(baselineSchema.parse(baseline)).toEqual(baseline);
    const other = { ...right, property: 'another' };
    expect(JSON.stringify(baselineOf(report(right, other)))).toBe(JSON.stringify(baselineOf(report(other, right))));
    expect(Object.keys(baselineOf(report(right, other)).properties)[0]).toContain('another');
  });

  it('says what changed', () => {
    const after = baselineOf(report({ ...right, runs: { ...right.runs, agrees: 90, kink: 10 } }, wrong));
    expect(baselineChanges(baseline, after)).toEqual([
      `${KEY}: agrees 100 -> 90, kink 0 -> 10`,
      'test/cube.test.ts > cube > wrong: new',
    ]);
    expect(baselineChanges(baseline, baseline)).toEqual([]);
    expect(baselineChanges(baseline, baselineOf(report()))).toEqual([`${KEY}: gone`]);
  });
});

describe('a new baseline', () => {
  it('keeps what a property was that fails, so that it is held to that when it is mended', () => {
    const failing = report({ ...wrong, property: 'right' });
    expect(baselineOf(failing, baseline)).toEqual(baseline);
    expect(baselineOf(failing).properties[KEY]!.runs).toMatchObject({ done: 1, agrees: 0, disagrees: 1, invalid: 0 });
    const mended = changed({ runs: { ...right.runs, asked: 10, done: 10, agrees: 10 } });
    expect(kinds(mended, baselineOf(failing, baseline))).toEqual(['fewer-runs']);
  });

  it('says which waivers it drops', () => {
    const waived = { ...baseline, waivers: { [KEY]: { reason: 'see #12', expires: TODAY } } };
    expect(baselineChanges(waived, baselineOf(report(right), waived))).toEqual([
      `${KEY}: its waiver (see #12) is dropped`,
    ]);
  });

  it('counts every verdict, and an older one that does not is still read', () => {
    const { disagrees, invalid, ...runs } = baseline.properties[KEY]!.runs;
    expect([disagrees, invalid]).toEqual([0, 0]);
    const older = { ...baseline, properties: { [KEY]: { ...baseline.properties[KEY], runs } } };
    expect(readBaseline(JSON.stringify(older), 'b.json')).toEqual(baseline);
  });

  it('has the labels in the order of their names, so that a diff shows what changed alone', () => {
    const row = (label: string, runs: number) => ({
      label,
      runs,
      agrees: runs,
      disagrees: 0,
      kink: 0,
      unresolved: 0,
      invalid: 0,
    });
    const coverage = (...rows: [string, number][]) =>
      Object.keys(
        baselineOf(changed({ coverage: rows.map(([label, runs]) => row(label, runs)) })).properties[KEY]!.coverage,
      );
    expect(coverage(['ties', 9], ['m = 1', 8])).toEqual(coverage(['m = 1', 9], ['ties', 8]));
  });
});

describe('a gate is not opened by', () => {
  it.each<[string, ReportFile, Baseline, RegExp]>([
    ['a run without properties', report(), baselineOf(report()), /has no property/],
    ['one shard of several', { ...report(right), shard: { index: 1, count: 2 } }, baseline, /shard 1 of 2/],
    ['a property that hides its namesake', report(wrong, { ...wrong, ok: true }), baseline, /in the report 2 times/],
    ['a record that contradicts itself', report({ ...wrong, ok: true }), baselineOf(report(wrong)), /holds a failure/],
    ['a property without cases', changed({ runs: { ...right.runs, done: 0 } }), baseline, /ran no case/],
  ])('%s', (_, file, against, message) => {
    const result = gate(file, against, TODAY);
    expect(result.ok).toBe(false);
    expect(gateText(result)).toMatch(message);
  });

  it('a name that every object has', () => {
    const named = { ...wrong, file: '', test: '', property: 'constructor' };
    expect(gate(report(named), { version: 1, properties: {}, waivers: {} }, TODAY)).toMatchObject({
      ok: false,
      notes: [expect.stringContaining('is new')],
    });
  });
});
