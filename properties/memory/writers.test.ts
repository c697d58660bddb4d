import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { baselineOf } from '../../reports/gate/baseline-of.ts';
import { reportJson } from '../../reports/report-json.ts';
import { reportOf } from '../../reports/report-of.ts';
import type { ReportFile } from '../../reports/report-schema.ts';
import { readStore, updateStore } from './store.ts';
import type { StoredCase } from './stored-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'gradcheck-writers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROUNDS = 12;

/** Loads TypeScript, waits until all are there, and then writes as fast as it can. */
const WRITER = `
  import { existsSync, readFileSync, writeFileSync } from 'node:fs';
  const { createJiti } = await import(${JSON.stringify(import.meta.resolve('jiti'))});
  const load = (path) => createJiti(${JSON.stringify(import.meta.url)}).import(${JSON.stringify(fileURLToPath(new URL('../../', import.meta.url)))} + path);
  const [folder, writer] = process.argv.slice(1);
  const { updateStore } = await load('properties/memory/store.ts');
  const { writeFile } = await load('reports/write-file.ts');
  const texts = ['report', 'baseline'].map((name) => [name, readFileSync(folder + '/' + name + '-' + writer, 'utf8')]);
  writeFileSync(folder + '/ready-' + writer, '');
  while (!existsSync(folder + '/go')) await new Promise((resolve) => setTimeout(resolve, 2));
  for (let round = 0; round < ${ROUNDS}; round++) {
    const stored = { test: writer, property: 'p', verdict: 'disagrees', case: { params: round } };
    updateStore(folder + '/__counterexamples__/a.json', (cases) => [...cases, stored]);
    for (const [name, text] of texts) writeFile(folder + '/' + name + '.json', text);
  }
`;

/** A report of its own for each writer, large enough to be written in several pieces. */
function reportOfWriter(writer: number): ReportFile {
  const runs = { asked: 1, done: 1, agrees: 1, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
  const record = { file: `${writer}.ts`, test: 't', ok: true, complaint: '', runs, resolution: 1e-9, seed: 1 };
  const rest = { evaluations: { loss: 1, gradient: 1 }, coverage: [], errors: [], notes: [], text: 'x'.repeat(500) };
  return reportOf(Array.from({ length: 300 }, (_, i) => ({ ...record, ...rest, property: `p${i}` })));
}

test.each([2, 8])('%i processes at once lose no counterexample and leave no file that is not whole', async (count) => {
  const at = join(folder, String(count));
  mkdirSync(at);
  const writers = Array.from({ length: count }, (_, writer) => String(writer));
  const written = { report: new Set<string>(), baseline: new Set<string>() };
  for (const writer of writers) {
    const report = reportOfWriter(Number(writer));
    for (const [name, text] of [
      ['report', reportJson(report)],
      ['baseline', JSON.stringify(baselineOf(report))],
    ] as const) {
      writeFileSync(join(at, `${name}-${writer}`), text);
      written[name].add(text);
    }
  }
  const ended = writers.map((writer) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, at, writer]);
    let stderr = '';
    child.stderr.on('data', (part) => {
      stderr += part;
    });
    return new Promise<string>((resolve) => child.on('close', (code) => resolve(`${code}${stderr}`)));
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  while (readdirSync(at).filter((name) => name.startsWith('ready-')).length < count) await pause();
  writeFileSync(join(at, 'go'), '');

  let isOver = false;
  const over = Promise.all(ended).then((outcomes) => {
    isOver = true;
    return outcomes;
  });
  let reads = 0;
  while (!isOver) {
    for (const name of ['report', 'baseline'] as const) {
      const path = join(at, `${name}.json`);
      if (existsSync(path)) expect(written[name].has(readFileSync(path, 'utf8')), 'whole').toBe(true);
    }
    readStore(join(at, '__counterexamples__/a.json'));
    reads++;
    await pause();
  }
  expect(reads).toBeGreaterThan(5);
  expect(await over).toEqual(writers.map(() => '0'));
  const kept = readStore(join(at, '__counterexamples__/a.json'));
  expect(kept.map(({ test, case: point }) => `${test} ${JSON.stringify(point)}`).sort()).toEqual(
    writers.flatMap((writer) => Array.from({ length: ROUNDS }, (_, round) => `${writer} {"params":${round}}`)).sort(),
  );
  for (const name of ['report', 'baseline'] as const) {
    expect(written[name].has(readFileSync(join(at, `${name}.json`), 'utf8'))).toBe(true);
  }
  const left = [...readdirSync(at), ...readdirSync(join(at, '__counterexamples__'))];
  expect(
    left.filter((name) => /\.(part|lock)$/.test(name)),
    'nothing is left behind',
  ).toEqual([]);
});

const store = join(folder, 'alone', '__counterexamples__', 'a.json');
const stored = (params: number) =>
  ({ test: '', property: 'p', verdict: 'disagrees', case: { params } }) as unknown as StoredCase;

test('a lock whose maker died is removed, and one that is held is waited for', async () => {
  updateStore(store, () => [stored(1)]);
  writeFileSync(`${store}.lock`, '1');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(`${store}.lock`, longAgo, longAgo);
  updateStore(store, (cases) => [...cases, stored(2)]);
  expect(readStore(store)).toHaveLength(2);
  expect(existsSync(`${store}.lock`)).toBe(false);

  writeFileSync(`${store}.lock`, '1');
  const released = JSON.stringify(`${store}.lock`);
  const removed = spawn(process.execPath, [
    '-e',
    `setTimeout(() => { fs.writeFileSync(${released} + '-was-released', ''); fs.rmSync(${released}); }, 100)`,
  ]);
  updateStore(store, (cases) => [...cases, stored(3)]);
  expect(existsSync(`${store}.lock-was-released`)).toBe(true);
  expect(readStore(store)).toHaveLength(3);
  await new Promise((resolve) => removed.on('close', resolve));
});

test('a change that throws leaves no lock and the file as it was', () => {
  updateStore(store, () => [stored(1)]);
  const before = readFileSync(store, 'utf8');
  expect(() =>
    updateStore(store, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(readFileSync(store, 'utf8')).toBe(before);
  expect(existsSync(`${store}.lock`)).toBe(false);
});
