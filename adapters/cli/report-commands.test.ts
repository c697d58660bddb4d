import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(readdirSync(folder)).toEqual(['r.json']);
  });

  test('without a baseline says what to do', async () => {
    expect(await gate(report([right]))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/base\.json: no such file; `gradcheck gate --update` writes it/),
    });
  });

  const text = reportJson(reportOf([right]));
  test.each([
    ['nothing', ''],
    ['half a report', text.slice(0, text.length / 2)],
    ['a report of a later version', text.replace('"version": 1', '"version": 2')],
    ['a baseline in its place', '{ "version": 1, "properties": {}, "waivers": {} }'],
    ['null', 'null'],
    ['a list', '[]'],
    ['bytes that are no text', '\u0000\ufffd'],
    ['marks of a merge', `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> head\n`],
    ['a number where a count should be', text.replace(/"done": \d+/, '"done": -1')],
    ['NaN in words where a count should be', text.replace(/"done": \d+/, '"done": "NaN"')],
    ['a verdict that there is not', text.replace('"verdict": "agrees"', '"verdict": "perhaps"')],
  ])('%s is no report and no baseline: exit code 2, one line', async (_, content) => {
    write('base.json', JSON.stringify({ version: 1, properties: {} }));
    const asReport = await gate(write('r.json', content));
    expect(asReport).toMatchObject({ status: 2, stdout: '' });
    expect(asReport.stderr).toMatch(/^gradcheck: .*r\.json: [^\n]*\n$/);
    if (content.startsWith('{ "version": 1, "properties"')) return;
    write('base.json', content);
    const asBaseline = await gate(report([right]));
    expect(asBaseline).toMatchObject({ status: 2, stdout: '' });
    expect(await gate(report([right]), '--update')).toMatchObject({ status: 2 });
    expect(read('base.json')).toBe(content);
  });
});

test('gradcheck compare says what is different', async () => {
  const [base, head] = [report([right, other], {}, 'base.json'), report([wrong], {}, 'head.json')];
  const { stdout, status } = await gradcheck('compare', base, head);
  expect(stdout).toContain('a.test.ts > other > other: gone');
  expect(stdout).toMatch(/a\.test\.ts > right > right: done 20 -> 1, agrees 20 -> 0/);
  expect(status).toBe(0);
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
