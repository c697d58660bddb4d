import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { PropertyReport } from '../core/results.ts';
import { checkProperty } from '../properties/check-property.ts';
import { githubAnnotation } from './github/github-annotation.ts';
import { reportMarkdown } from './github/report-markdown.ts';
import { ladderText } from './ladder-text.ts';
import { mergeReportFiles } from './merge-report-files.ts';
import { propertyText } from './property-text.ts';
import { readReport } from './read-report.ts';
import { recordOf } from './record-of.ts';
import { reportJson } from './report-json.ts';
import { reportOf } from './report-of.ts';
import type { PropertyRecord } from './report-schema.ts';
import { summaryTable } from './summary-table.ts';

type Scalar = (w: number) => number;

function seen(loss: Scalar, gradient: Scalar, at: number): PropertyReport {
  return checkProperty({ loss, gradient }, fc.constant({ params: at }), { seed: 1, numRuns: 1, curve: true });
}

const cases = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));
function recorded(test: string, factor = 3, file = 'a.test.ts'): PropertyRecord {
  const report = checkProperty(
    { name: test, loss: (w: number) => w ** 3, gradient: (w: number) => factor * w ** 2 },
    cases,
    { seed: 1, numRuns: 20 },
  );
  return recordOf(report, { file, test, milliseconds: 1234 });
}
const right = recorded('right');
const wrong = recorded('wrong', 4);

describe('the ladder in words', () => {
  const words = (loss: Scalar, gradient: Scalar, at: number): string => ladderText(seen(loss, gradient, at).curve!);

  test.each<[string, Scalar, Scalar, number, RegExp]>([
    ['a wrong gradient', (w) => w ** 2, (w) => 3 * w, 1, /stay 1 off .* from h = 0\.5 to 2e-12: flat in h, a wrong/],
    ['a slightly wrong one', Math.sin, (w) => Math.cos(w) * (1 + 1e-6), 0.5, /falls as h\^2 .*; .* stay 8\.\d+e-7 off/],
    ['a right one', Math.sin, Math.cos, 0.5, /falls as h\^2 from h = 0\.5 to .*: truncation, and is within the noise/],
    ['a claim beside a kink', Math.abs, () => 2, 0, /slopes left and right stay 2 apart .*: a kink/],
    ['a wrong one in float32', (w) => Math.fround(Math.sin(w)), (w) => 1.1 * Math.cos(w), 0.3, /flat in h, a wrong/],
  ])('%s', (_, loss, gradient, at, expected) => expect(words(loss, gradient, at)).toMatch(expected));

  test.each<[string, Scalar, Scalar, number]>([
    ['a right gradient', Math.exp, Math.exp, 0.7],
    ['a right one of a line', (w) => w, () => 1, 3],
    ['a right one in float32', (w) => Math.fround(Math.sin(w)), Math.cos, 0.3],
    ['a right one near a kink', Math.abs, Math.sign, 1e-3],
    ['a right one in the noise of a large term', (w) => 1e12 + w ** 2, (w) => 2 * w, 1],
  ])('never calls %s wrong', (_, loss, gradient, at) => {
    expect(words(loss, gradient, at)).not.toMatch(/wrong|kink|jumps/);
  });

  test('names a jump where differences grow as 1/h', () => {
    const { curve } = seen(
      (w) => w ** 2,
      (w) => 2 * w,
      1,
    );
    const points = curve!.points.map((point) => ({ ...point, central: 2 + 1 / point.step }));
    expect(ladderText({ ...curve!, points })).toMatch(/grow as 1\/h .*: the loss jumps here/);
  });

  test('says nothing of differences that are not numbers', () => {
    const { curve } = seen(
      (w) => w ** 2,
      (w) => 3 * w,
      1,
    );
    expect(ladderText({ ...curve!, points: curve!.points.map((p) => ({ ...p, central: Number.NaN })) })).toBe('');
  });
});

test('a failure shows which entries of a block are wrong', () => {
  const problem = {
    loss: ({ W }: { W: number[][] }) => W.flat().reduce((sum, x) => sum + x ** 2, 0),
    gradient: ({ W }: { W: number[][] }) => ({ W: W.map((row) => row.map((x, j) => (j === 1 ? 3 : 2) * x)) }),
  };
  const W = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const text = propertyText(checkProperty(problem, fc.constant({ params: { W } }), { seed: 1 }));
  expect(text).toContain('\n  dW  .x.\n      .x.\n');
  expect(text).toContain('flat in h, a wrong gradient');
});

describe('a report', () => {
  test('has one order, whatever the order of its records, and tells namesakes apart', () => {
    const other = recorded('right', 3, 'b.test.ts');
    const report = reportOf([other, wrong, right, right]);
    expect(report.properties.map(({ file, property }) => `${file} ${property}`)).toEqual([
      'a.test.ts right',
      'a.test.ts right (2)',
      'a.test.ts wrong',
      'b.test.ts right',
    ]);
    expect(reportJson(reportOf([right, wrong, other, right]))).toBe(reportJson(report));
    expect(readReport(reportJson(report), 'r.json')).toEqual(report);
  });

  const part = (index: number, records: PropertyRecord[], count = 2) => ({
    name: `${index}.json`,
    report: reportOf(records, { shard: { index, count } }),
  });

  test('of shards, put together, is that of the whole', () => {
    expect(mergeReportFiles([part(2, [right]), part(1, [wrong])])).toEqual(reportOf([right, wrong]));
    expect(mergeReportFiles([part(2, [right])])).toMatchObject({ complete: false, missing: ['shard 1 of 2'] });
    const broken = { name: '1.json', report: reportOf([], { complete: false, shard: { index: 1, count: 2 } }) };
    expect(mergeReportFiles([broken, part(2, [right])]).complete).toBe(false);
  });

  test.each([
    ['no part', [], 'expected the reports of a run'],
    ['a part twice', [part(1, [right]), part(1, [right])], 'is in 1.json too'],
    ['a shard twice', [part(1, [right]), part(1, [wrong])], 'is shard 1 of 2, and so is 1.json'],
    ['shards of two runs', [part(1, [right]), part(2, [wrong], 3)], 'is one of 3 shards, 1.json one of 2'],
  ])('is not made of %s', (_, parts, message) => {
    expect(() => mergeReportFiles(parts)).toThrow(UsageError);
    expect(() => mergeReportFiles(parts)).toThrow(message);
  });
});

describe('the summary table', () => {
  const long = {
    ...recorded('a suite > of tests > with a name that goes on and on and on and on > and on'),
    property: 'x',
  };
  const report = reportOf([right, wrong, long], { missing: ['c.test.ts'] });

  test.each([80, 120])('fits into %i columns, aligned', (columns) => {
    const lines = summaryTable(report, { columns }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    expect(lines.find((line) => line.includes('✓ right'))).toMatch(/ 20 +20 +0 /);
    expect(lines).toContain('a.test.ts');
    expect(lines).toContain('broke off before its end: c.test.ts');
    expect(summaryTable(reportOf([right], { missing: ['c > a\nb'] }))).toContain(
      '\nbroke off before its end: c > a b\n',
    );
    expect(lines.at(-1)).toBe('gradcheck: 2 of 3 properties pass; the run is not complete');
  });

  const all = {
    ...{ ...right, test: 'planted relu network, all verdicts', milliseconds: 1800 },
    runs: { asked: 1000, done: 900, agrees: 800, disagrees: 1, kink: 30, unresolved: 60, invalid: 9 },
  };

  test('of 80 columns, where all verdicts are there, has short titles and does without time, losses and resolution', () => {
    const lines = summaryTable(reportOf([all, long]), { columns: 80 }).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(/ runs {2}agrees {2}disagr\. {2}kink {2}unres\. {2}invalid {2,}worst$/);
    expect(lines.join('\n')).toMatch(/ 900\/1,000 +800 +1 +30 +60 +9 /);
    const wide = summaryTable(reportOf([all, long]), { columns: 120 }).split('\n');
    expect(Math.max(...wide.map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(wide[0]).toMatch(/disagr\. {2}kink {2}unres\. {2}invalid {2}worst {2}resol\. {2}losses {2,}time$/);
    const [widest] = summaryTable(reportOf([all, long]), { columns: 130 }).split('\n');
    expect(widest).toMatch(/unresolved {2}invalid {2}worst error {2}resolution {2}losses {2,}time$/);
  });

  test('does without no column for names that are short', () => {
    const short = { ...wrong, test: 'huber', property: 'huber', milliseconds: 79 };
    const [head] = summaryTable(reportOf([short]), { columns: 80 }).split('\n');
    expect(head).toMatch(/worst error {2}resolution {2}losses {2,}time$/);
  });

  test('cuts no character in two', () => {
    const name = '🎉'.repeat(80);
    expect(summaryTable(reportOf([{ ...right, test: name, property: name }]), { columns: 80 })).not.toMatch(
      /[\ud800-\udfff]/u,
    );
  });

  test('shows what fails first where there is too much', () => {
    const many = reportOf([...Array.from({ length: 30 }, (_, i) => ({ ...right, test: `t${i}` })), wrong]);
    const lines = summaryTable(many, { most: 5 }).split('\n');
    expect(lines.filter((line) => /[✓✗]/.test(line))).toHaveLength(5);
    expect(lines.some((line) => line.includes('✗ wrong'))).toBe(true);
    expect(lines).toContain('  and 26 more');
  });

  test('gives colours to what they mean, and to nothing else', () => {
    const painted = summaryTable(reportOf([wrong]), { paint: (meaning, text) => `<${meaning}:${text}>` });
    expect(painted).toContain('  <bad:✗> wrong');
    expect(painted).toContain('<bad:gradcheck: 0 of 1 properties pass>');
    expect(summaryTable(reportOf([]))).toBe('gradcheck: no property was run');
  });
});

describe('GitHub', () => {
  test('reads annotations whose text breaks out of nothing', () => {
    const line = githubAnnotation({ file: 'a,b.ts', line: 7, title: 'x::y', message: '100%\n::error::no' });
    expect(line).toBe('::error file=a%2Cb.ts,line=7,title=x%3A%3Ay::100%25%0A::error::no');
  });

  test('shows a summary with the failures first, and names that are only names', () => {
    const hostile = { ...wrong, test: 'a | <img src=x>', text: `${wrong.text}\n\`\`\`\nout of it` };
    const markdown = reportMarkdown(reportOf([right, hostile], { missing: ['c.test.ts'] }));
    expect(markdown).toContain('### gradcheck: 1 of 2 properties pass; the run is not complete');
    expect(markdown).toContain('- ✗ c.test.ts: broke off');
    expect(markdown).not.toMatch(/[^\\]<img/);
    expect(markdown).toContain('````text\n');
    const rows = markdown.split('\n').filter((line) => /^\| [✓✗]/.test(line));
    expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual([14, 14]);
    expect(rows[0]).toContain('✗');
  });

  test('has every name on one line, whatever is in it', () => {
    const name = 'a\r\nb\n\n| &lt;script&gt; \u2028c';
    const markdown = reportMarkdown(reportOf([{ ...wrong, test: name }], { missing: [name] }));
    expect(markdown).toContain('<summary>✗ a b | &amp;lt;script&amp;gt;  c > wrong</summary>'.replace(' > ', ' &gt; '));
    expect(markdown).toContain('a b \\| \\&lt;script\\&gt;  c');
    expect(markdown).not.toMatch(/[\r\u2028]/);
  });

  test('is spared more than it can show', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ ...wrong, test: `t${i}`, text: 'x'.repeat(50_000) }));
    expect(reportMarkdown(reportOf(many)).length).toBeLessThan(1e6);
  });
});
