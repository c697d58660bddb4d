import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { mergeReportFiles } from '../../reports/merge-report-files.ts';
import { readReport } from '../../reports/read-report.ts';
import type { ReportFile } from '../../reports/report-schema.ts';
import { writeFile } from '../../reports/write-file.ts';
import { gradcheckReporter, partPath } from './reporter.ts';

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

/** Makes a process take what it writes to for a terminal. */
const TERMINAL = 'data:text/javascript,Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 40 })';

// Inside of the project, where its modules are found; hidden, and no file in it is called a test.
const folder = mkdtempSync(fileURLToPath(new URL('./.reports-', import.meta.url)));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly at: string;
}

async function run(name: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const at = join(folder, name);
  if (!existsSync(at)) {
    mkdirSync(at);
    cpSync(new URL('./fixtures/reports/', import.meta.url), at, { recursive: true });
  }
  const { VITEST: _, VITEST_WORKER_ID: __, GITHUB_STEP_SUMMARY: ___, FORCE_COLOR: ____, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = { ...inherited, CI: '', NODE_ENV: '', NO_COLOR: '1', ...environment };
  const child = spawn(process.execPath, [...(env.TERMINAL ? ['--import', TERMINAL] : []), VITEST, 'run', ...args], {
    cwd: at,
    env,
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.on('data', (part) => stdout.push(String(part)));
  child.stderr.on('data', (part) => stderr.push(String(part)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout: stdout.join(''), stderr: stderr.join(''), at };
}

const reportAt = (at: string, name = 'report.json'): ReportFile =>
  readReport(readFileSync(join(at, 'out', name), 'utf8'), name);
const withoutTimes = ({ properties, ...rest }: ReportFile): ReportFile => ({
  ...rest,
  properties: properties.map(({ milliseconds: _, cases, ...record }) => ({
    ...record,
    ...(cases ? { cases: cases.map((drawn) => ({ ...drawn, milliseconds: 0 })) } : {}),
  })),
});

let whole: Outcome;
let merged: Outcome;
let crashed: Outcome;
let watched: Outcome;

beforeAll(async () => {
  const shards = (async () => {
    await Promise.all(['1/2', '2/2'].map((shard) => run('shards', ['--shard', shard, '--reporter=blob'])));
    writeFile(join(folder, 'shards/gradcheck-baseline.json'), '{ "version": 1, "properties": {} }');
    merged = await run('shards', ['--merge-reports', '--reporter=junit'], {
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      GITHUB_ACTIONS: 'true',
      GATE: 'yes',
    });
  })();
  whole = await run('whole', []);
  crashed = await run('crashed', ['-t', '.'], { INCLUDE: '*.fixture.ts', GATE: 'yes' });
  watched = await run('watched', [], { INCLUDE: 'slow.ts', TERMINAL: 'yes' });
  await shards;
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a run leaves a table and a report, in the order of files and names', () => {
  const report = reportAt(whole.at);
  expect(report).toMatchObject({ complete: true, missing: [] });
  expect(report.properties.map(({ file, test, ok }) => [file, test, ok])).toEqual([
    ['a.fixture.ts', 'a suite > right', true],
    ['a.fixture.ts', 'right', true],
    ['a.fixture.ts', 'wrong | <script>', false],
    ['b.fixture.ts', 'the cube', true],
  ]);
  expect(report.properties.every(({ milliseconds, curve }) => milliseconds! >= 0 && curve!.points.length > 9)).toBe(
    true,
  );
  expect(whole.stdout).toMatch(/^ {2}✗ wrong \| <script> +1 of 20 +0 +1 /m);
  expect(whole.stdout).toContain('gradcheck: 3 of 4 properties pass');
  expect(whole.status).toBe(1);
});

test('beside it stand a page and observations', () => {
  expect(readFileSync(join(whole.at, 'out/report.html'), 'utf8')).toContain('<!doctype html>');
  const lines = readFileSync(join(whole.at, 'out/observations.jsonl'), 'utf8').trimEnd().split('\n');
  const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
  const drawn = reportAt(whole.at).properties.reduce((sum, { runs }) => sum + runs.done, 0);
  // The one failure is shown twice, as it was drawn and as the minimal case.
  expect(types.filter((type) => type === 'test_case')).toHaveLength(drawn + 1);
  expect(types.filter((type) => type !== 'test_case')).toEqual(['info', 'info', 'alert', 'info']);
});

test('shards put together, by vitest or by us, are the whole run', () => {
  const expected = withoutTimes(reportAt(whole.at));
  expect(withoutTimes(reportAt(merged.at))).toEqual(expected);
  const parts = ['report.2-of-2.json', 'report.1-of-2.json'].map((name) => ({
    name,
    report: reportAt(merged.at, name),
  }));
  expect(parts[0]!.report.shard).toEqual({ index: 2, count: 2 });
  expect(JSON.stringify(withoutTimes(mergeReportFiles(parts)))).toBe(JSON.stringify(expected));
});

test('the output of a reporter for machines stays its own, and JUnit has the report of a failure', () => {
  expect(merged.stdout.trimStart()).toMatch(/^<\?xml/);
  expect(merged.stdout.trimEnd()).toMatch(/<\/testsuites>$/);
  expect(merged.stdout).toContain('dparams is 1.500 times its central difference');
  expect(merged.stderr).toContain('gradcheck: 3 of 4 properties pass');
});

test('GitHub gets an annotation at the line of the test and a summary of the job', () => {
  expect(merged.stderr).toMatch(
    /::error file=a\.fixture\.ts,line=9,title=wrong \| <script>::wrong .*%0A%0A {2}dparams is/,
  );
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toMatch(/^### gradcheck: 3 of 4 properties pass\n/);
});

test('a worker that dies takes nothing along unseen: not its file, not those that it had yet to run', () => {
  const { complete, missing } = reportAt(crashed.at);
  expect(complete).toBe(false);
  expect(missing).toContain('crash.fixture.ts');
  const { properties } = reportAt(crashed.at);
  const seen = new Set([...missing, ...properties.map(({ file }) => file), 'd.fixture.ts']);
  expect([...seen].sort()).toEqual(['a.fixture.ts', 'b.fixture.ts', 'crash.fixture.ts', 'd.fixture.ts']);
  expect(crashed.stdout).toContain('broke off before its end: crash.fixture.ts');
  expect(crashed.status).toBe(1);
});

test('on a terminal every test that takes its time has a line while it runs, and nothing of that is left behind', () => {
  expect(watched.status).toBe(0);
  expect(watched.stdout).toMatch(
    /^ {2}gradcheck {2}takes its time {2}\d+ of 100 cases, [\d,]+ losses, [\d.]+ m?s left$/m,
  );
  expect(watched.stdout).toMatch(/^ {2}gradcheck {2}takes even more {2}\d+ of \d+ planted faults, [\d,]+ losses/m);
  expect(watched.stdout).not.toMatch(/gradcheck {2}is over/);
  const last = watched.stdout.slice(watched.stdout.lastIndexOf('Duration'));
  expect(last).toContain('gradcheck: 3 of 3 properties pass');
  expect(last).not.toContain('cases,');
  expect(reportAt(watched.at).properties.map(({ test }) => test)).toEqual([
    'is over',
    'takes\nits time',
    'takes even more',
  ]);
});

test('the gate is asked of the whole, not of a shard, nor where only some of the tests were', () => {
  expect(merged.stderr).toContain(
    'a.fixture.ts > wrong | <script> > wrong | <script>: the gradient of params disagrees',
  );
  expect(merged.stderr).toContain('gate: shut, 1 cause');
  expect(crashed.stdout).toContain('gate: not asked, since only some of the tests were');
});

test('a run that is killed leaves its own report, and not that of the run before', () => {
  writeFile(join(folder, 'killed.json'), readFileSync(join(whole.at, 'out/report.json'), 'utf8'));
  const reporter = gradcheckReporter({ report: 'killed.json' });
  void reporter.onInit?.({ config: { root: folder } } as Vitest);
  void reporter.onTestRunStart?.([{ moduleId: join(folder, 'sub/net.test.ts') }] as TestSpecification[]);
  const { complete, missing, properties } = readReport(
    readFileSync(join(folder, 'killed.json'), 'utf8'),
    'killed.json',
  );
  expect({ complete, missing, properties }).toEqual({ complete: false, missing: ['sub/net.test.ts'], properties: [] });
});

test('a part of a run is written beside the others', () => {
  expect(partPath('a.b/report.json', { shard: { index: 2, count: 4 } })).toBe('a.b/report.2-of-4.json');
  expect(partPath('a.b/report', { shard: { index: 2, count: 4 } })).toBe('a.b/report.2-of-4');
  expect(partPath('report.json', {})).toBe('report.json');
});
