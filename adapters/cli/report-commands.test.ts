import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkProperty } from '../../properties/check-property.ts';
import { recordOf } from '../../reports/record-of.ts';
import { reportJson } from '../../reports/report-json.ts';
import { type RunFacts, reportOf } from '../../reports/report-of.ts';
import type { PropertyRecord } from '../../reports/report-schema.ts';
import { runCommand } from './program.ts';

const cases = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));
function recorded(name: string, factor = 3): PropertyRecord {
  const problem = { name, loss: (w: number) => w ** 3, gradient: (w: number) => factor * w ** 2 };
  return recordOf(checkProperty(problem, cases, { seed: 1, numRuns: 20 }), { file: 'a.test.ts', test: name });
}
const right = recorded('right');
const other = recorded('other');
const wrong = recorded('right', 4);
const KEY = 'a.test.ts > right > right';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
function write(name: string, content: string): string {
  writeFileSync(at(name), content);
  return at(name);
}
const report = (records: readonly PropertyRecord[], facts: RunFacts = {}, name = 'r.json'): string =>
  write(name, reportJson(reportOf(records, facts)));

async function gradcheck(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const status = await runCommand(args, {
    out: (text) => stdout.push(`${text}\n`),
    err: (text) => stderr.push(text),
    interactive: false,
    colours: false,
  });
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

describe('gradcheck report', () => {
  test('shows a table and the text of what fails, Markdown, or a page', async () => {
    const file = report([wrong, other]);
    const shown = await gradcheck('report', file);
    expect(shown).toMatchObject({ status: 0, stdout: expect.stringMatching(/✗ right +1 of 20/) });
    expect(shown.stdout).toContain('dparams is 1.333 times its central difference');
    expect((await gradcheck('report', file, '--markdown')).stdout).toContain('### gradcheck: 1 of 2 properties pass');
    const html = await gradcheck('report', file, '--html', at('out/r.html'));
    expect(html).toMatchObject({ status: 0, stdout: `${at('out/r.html')}: written\n` });
    expect(read('out/r.html')).toContain('<!doctype html>');
  });
});

describe('gradcheck merge', () => {
  test('makes the report of the whole from those of the shards', async () => {
    const parts = [right, other].map((record, i) =>
      report([record], { shard: { index: i + 1, count: 2 } }, `${i + 1}.json`),
    );
    const merged = await gradcheck('merge', ...parts, '-o', at('all.json'));
    expect(merged).toMatchObject({ status: 0, stdout: `${at('all.json')}: 2 properties of 2 reports\n` });
    expect(read('all.json')).toBe(reportJson(reportOf([other, right])));
    expect((await gradcheck('merge', parts[1]!, '-o', at('all.json'))).stdout).toContain('missing: shard 1 of 2');
    expect(await gradcheck('merge', parts[1]!, parts[1]!, '-o', at('all.json'))).toMatchObject({ status: 2 });
  });
});

describe('gradcheck merge, of the quarters of every campaign', () => {
  const options = { seed: 1, numRuns: 20 };
  const problem = { name: 'right', loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
  const quarter = (index: number, seed = 1): string => {
    const shard = { index, count: 4 };
    const part = checkProperty(problem, cases, { ...options, seed, shard });
    return report([recordOf(part, { file: 'a.test.ts', test: 'right' })], { shard }, `${index}.json`);
  };
  const merge = (...files: string[]) => gradcheck('merge', ...files, '-o', at('all.json'));

  test('makes the report of the whole, byte for byte', async () => {
    expect(await merge(...[4, 2, 1, 3].map((index) => quarter(index)))).toMatchObject({
      status: 0,
      stdout: `${at('all.json')}: 1 properties of 4 reports\n`,
    });
    expect(read('all.json')).toBe(reportJson(reportOf([right])));
  });

  test('says which is missing, and the gate stays shut', async () => {
    expect((await merge(quarter(1), quarter(2), quarter(4))).stdout).toContain('missing: shard 3 of 4\n');
    write('base.json', '{ "version": 1, "properties": {} }');
    for (const file of ['all.json', '1.json']) {
      const gated = await gradcheck('gate', '--report', at(file), '--baseline', at('base.json'));
      expect(gated.status).toBe(1);
      expect(gated.stdout).toMatch(/^(shard 3 of 4: broke off|the run: is shard 1 of 4; merge)/);
    }
  });

  test.each<[string, () => string[], RegExp]>([
    ['one twice', () => [quarter(1), quarter(1), quarter(2), quarter(3)], /1\.json: is shard 1 of 4, and so is/],
    [
      'those of two runs',
      () => [quarter(1), quarter(2), quarter(3, 9), quarter(4)],
      /of different campaigns: .*seed 9/,
    ],
    [
      'those of two versions',
      () => [quarter(1), write('x.json', read('1.json').replace(/"gradcheck": "[^"]*"/, '"gradcheck": "9.9.9"'))],
      /x\.json: is of gradcheck 9\.9\.9, .*1\.json of /,
    ],
  ])('refuses %s and writes nothing', async (_, files, message) => {
    expect(await merge(...files())).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(readdirSync(folder)).not.toContain('all.json');
  });
});

describe('observations', () => {
  const lines = (name: string) =>
    read(name)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; property: string; run_start: number });

  test('gradcheck check writes every drawn case', async () => {
    const loss = write('loss.mjs', 'export const loss = (w) => w ** 2, gradient = (w) => 2 * w, params = 0.5;');
    const check = (...args: string[]) => gradcheck('check', loss, '--seed', '1', '--runs', '10', ...args);
    expect((await check('--observations', at('one.jsonl'))).status).toBe(0);
    expect(lines('one.jsonl').map(({ type }) => type)).toEqual([...Array(10).fill('test_case'), 'info']);
    expect(lines('one.jsonl')[0]!.run_start).toBeGreaterThan(1.7e9);
  });

  test('gradcheck report writes those that a report holds', async () => {
    const file = report([wrong, other]);
    const { stdout } = await gradcheck('report', file, '--observations', at('all.jsonl'));
    expect(stdout).toBe(`${at('all.jsonl')}: written\n`);
    expect(lines('all.jsonl').map(({ type, property }) => `${type} ${property}`)).toEqual([
      'info a.test.ts > other > other',
      'test_case a.test.ts > right > right',
      'alert a.test.ts > right > right',
    ]);
  });
});

describe('gradcheck gate', () => {
  const gate = (file: string, ...args: string[]) =>
    gradcheck('gate', '--report', file, '--baseline', at('base.json'), ...args);

  test('writes a baseline, is open to what keeps up with it, and shut to what does not', async () => {
    const before = await gate(report([right, other]), '--update');
    expect(before).toMatchObject({ status: 0, stdout: expect.stringContaining(`${KEY}: new\n`) });
    expect(await gate(report([right, other]))).toMatchObject({ status: 0, stdout: 'gate: open\n' });
    const shut = await gate(report([wrong]), '--markdown', at('gate.md'));
    expect(shut.status).toBe(1);
    expect(shut.stdout.split('\n')).toEqual([
      `${KEY}: the gradient of params disagrees with its loss`,
      'a.test.ts > other > other: was there and is gone; if that is meant, update the baseline',
      'gate: shut, 2 causes',
      '',
    ]);
    expect(read('gate.md')).toContain('the gate is shut');
  });

  test('says what an update changed, and leaves no half-written file behind', async () => {
    await gate(report([right]), '--update');
    const { stdout } = await gate(report([right, other]), '--update');
    expect(stdout).toBe(`a.test.ts > other > other: new\n${at('base.json')}: written\n`);
    expect((await gate(report([right, other]), '--update')).stdout).toBe(`${at('base.json')}: nothing changed\n`);
    expect(readdirSync(folder).sort()).toEqual(['base.json', 'r.json']);
  });

  test('makes no baseline from a run that is not complete', async () => {
    for (const facts of [{ complete: false }, { missing: ['b.test.ts'] }, { shard: { index: 1, count: 2 } }]) {
      expect(await gate(report([right], facts), '--update')).toMatchObject({ status: 2 });
    }
    expect(await gate(report([]), '--update')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a run without a property makes no baseline; were all tests skipped?'),
    });
    expect(readdirSync(folder)).toEqual(['r.json']);
  });

  test('an update of what fails says so, and does not lower what it was', async () => {
    await gate(report([right]), '--update');
    const before = read('base.json');
    expect(await gate(report([wrong]), '--update')).toMatchObject({
      status: 0,
      stdout: `${KEY}: fails; mend or waive it\n${at('base.json')}: nothing changed\n`,
    });
    expect(read('base.json')).toBe(before);
  });

  test('an update of a baseline that is a link writes the file that it leads to', async () => {
    mkdirSync(at('shared'));
    await gate(report([right]), '--update');
    renameSync(at('base.json'), at('shared/base.json'));
    symlinkSync(at('shared/base.json'), at('base.json'));
    await gate(report([right, other]), '--update');
    expect(lstatSync(at('base.json')).isSymbolicLink()).toBe(true);
    expect(read('shared/base.json')).toContain('a.test.ts > other > other');
    expect(readdirSync(at('shared'))).toEqual(['base.json']);
  });

  test('without a baseline says what to do', async () => {
    expect(await gate(report([right]))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/base\.json: no such file; `gradcheck gate --update` writes it/),
    });
  });
});

test('gradcheck compare says what is worse, what is better, and what is only different', async () => {
  const slower = { ...right, evaluations: { ...right.evaluations, loss: 9999 } };
  const [base, head] = [
    report([right, other], {}, 'base.json'),
    report([wrong], { missing: ['c.test.ts'] }, 'head.json'),
  ];
  const { stdout, status } = await gradcheck('compare', base, head);
  expect(stdout.split('\n')).toEqual([
    'worse: c.test.ts: broke off before its end',
    'worse: a.test.ts > other > other: gone',
    expect.stringMatching(/^worse: a\.test\.ts > right > right: done 20 -> 1, agrees 20 -> 0, disagrees 0 -> 1, /),
    '',
  ]);
  expect(status).toBe(0);
  expect((await gradcheck('compare', head, base)).stdout).toMatch(
    /^better: c\.test\.ts: .*\nbetter: a\.test\.ts > other > other: new\nbetter: a\.test\.ts > right > right: done 1 -> 20/,
  );
  const different = await gradcheck('compare', base, report([slower, other], {}, 'slow.json'));
  expect(different.stdout).toMatch(/^changed: a\.test\.ts > right > right: losses \d+ -> 9999\n$/);
  expect((await gradcheck('compare', base, base)).stdout).toBe('nothing changed\n');
});

test.each(['report', 'merge', 'gate', 'compare'])('%s: a file that is not there, and --help', async (command) => {
  const flags = command === 'gate' ? ['--report'] : [];
  const args = command === 'compare' ? ['nowhere.json', 'nowhere.json'] : ['nowhere.json'];
  const { status, stderr } = await gradcheck(command, ...flags, ...args);
  expect(stderr).toMatch(/nowhere\.json: no such file; plugins: \[gradcheck\(\{ report:/);
  expect(status).toBe(2);
  expect((await gradcheck(command, '--help')).stdout).toContain(`Usage: gradcheck ${command}`);
});
