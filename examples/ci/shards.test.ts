import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import {
  gate,
  gateText,
  mergeReportFiles,
  type ReportFile,
  readBaseline,
  readReport,
  reportJson,
} from 'gradcheck/reports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeFiles } from '../../adapters/cli/merge-files.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Inside of the project, where its modules are found; hidden, and no file in it is a test of this one.
const folder = mkdtempSync(here('./.shards-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const CONFIG = `
import { gradcheck } from './gradcheck.js';
export default {
  plugins: [gradcheck({ report: process.env.WHERE + '/gradcheck-report.json' })],
  resolve: { alias: { 'gradcheck/vitest': '${join(folder, 'gradcheck.js')}' } },
  test: { include: ['*.test.ts'], pool: 'threads', isolate: false, fileParallelism: false, reporters: [] },
};
`;

/** All runs in one process: starting it takes longer than they do. */
const RUNS = `
import { startVitest } from 'vitest/node';
for (const [where, shard, cases] of JSON.parse(process.argv[2])) {
  Object.assign(process.env, { WHERE: where, GRADCHECK_SHARD: cases });
  const vitest = await startVitest('test', [], { watch: false, ...(shard ? { shard } : {}) });
  await vitest.close();
}
`;

const FOUR = [1, 2, 3, 4];

beforeAll(async () => {
  for (const name of readdirSync(here('.'))) {
    if (/\.ts$/.test(name) && !/^(gate|shards|suggestion|vitest)\./.test(name)) cpSync(here(name), join(folder, name));
  }
  // One file, since each run loads it anew; the plugin finds its setup beside itself.
  buildSync({
    entryPoints: [here('../../adapters/vitest.ts')],
    outfile: join(folder, 'gradcheck.js'),
    ...({ bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' } as const),
  });
  writeFileSync(join(folder, 'setup.js'), "import 'gradcheck/vitest';");
  writeFileSync(join(folder, 'vitest.config.js'), CONFIG);
  writeFileSync(join(folder, 'runs.mjs'), RUNS);
  const runs = [
    ['whole', '', ''],
    ...FOUR.map((index) => ['files', `${index}/4`, '']),
    ...[1, 2].map((index) => ['campaigns', '', `${index}/2`]),
  ];
  const { VITEST: _, VITEST_WORKER_ID: __, ...inherited } = process.env;
  const env = { ...inherited, CI: '', NODE_ENV: '' };
  const child = spawn(process.execPath, ['runs.mjs', JSON.stringify(runs)], { cwd: folder, env });
  let output = '';
  child.stderr.on('data', (part) => {
    output += part;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(output).toBe('');
  expect(status).toBe(0);
}, 60_000);

const at = (where: string, name = 'gradcheck-report.json'): ReportFile =>
  readReport(readFileSync(join(folder, where, name), 'utf8'), name);
const parts = (where: string, count: number) =>
  FOUR.slice(0, count)
    .map((index) => `gradcheck-report.${index}-of-${count}.json`)
    .map((name) => ({ name, report: at(where, name) }));
const withoutTimes = ({ properties, ...rest }: ReportFile): string =>
  reportJson({ ...rest, properties: properties.map(({ milliseconds: _, ...record }) => record) });

test('four shards of files make the report of the whole run, byte for byte but for times', () => {
  expect(parts('files', 4).map(({ report }) => report.properties.length)).toEqual([1, 1, 1, 1]);
  expect(withoutTimes(mergeReportFiles(parts('files', 4)))).toBe(withoutTimes(at('whole')));
});

test('two halves of every campaign do so too', () => {
  const halves = parts('campaigns', 2);
  for (const { report } of halves) {
    expect(report.properties.map(({ runs }) => runs.asked)).toEqual([50, 50, 50, 50]);
  }
  expect(withoutTimes(mergeFiles(halves.toReversed()))).toBe(withoutTimes(at('whole')));
});

test('the gate of the example is open to what came of it', () => {
  const name = 'gradcheck-baseline.json';
  const baseline = readBaseline(readFileSync(here(name), 'utf8'), name);
  for (const report of [at('whole'), mergeFiles(parts('campaigns', 2))]) {
    expect(gateText(gate(report, baseline, '2026-11-21'))).toBe('gate: open');
  }
  expect(gateText(gate(at('campaigns', 'gradcheck-report.1-of-2.json'), baseline, '2026-11-21'))).toContain(
    'the run: is shard 1 of 2; merge the shards',
  );
});
