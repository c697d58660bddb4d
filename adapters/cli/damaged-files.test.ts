import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { baselineOf } from '../../reports/gate/baseline-of.ts';
import { recordOf } from '../../reports/record-of.ts';
import { reportJson } from '../../reports/report-json.ts';
import { reportOf } from '../../reports/report-of.ts';
import { runCommand } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'gradcheck-damaged-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const cube = { name: 'cube', loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
const wrong = { ...cube, gradient: (w: number) => 4 * w ** 2 };
const cases = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));
const record = recordOf(checkProperty(cube, cases, { seed: 1, numRuns: 20 }), { file: 'a.test.ts', test: 'cube' });
const report = reportOf([record]);

const FILES = {
  report: join(folder, 'report.json'),
  baseline: join(folder, 'baseline.json'),
  memory: join(folder, '__counterexamples__', 'a.test.ts.json'),
} as const;
const PROBLEM = join(folder, 'cube.mjs');
type Kind = keyof typeof FILES;
const KINDS = Object.keys(FILES) as Kind[];

const SOUND = {
  report: reportJson(report),
  baseline: `${JSON.stringify(
    { ...baselineOf(report), waivers: { 'a > b': { reason: 'known', expires: '2099-01-31' } } },
    null,
    2,
  )}\n`,
} as Record<Kind, string>;

beforeAll(() => {
  writeFileSync(PROBLEM, "export const name = 'cube', loss = (w) => w ** 3, gradient = (w) => 3 * w ** 2, params = 1;");
  vi.stubEnv('CI', '');
  checkProperty(wrong, cases, { seed: 1, memory: { file: join(folder, 'a.test.ts'), test: '' } });
  SOUND.memory = readFileSync(FILES.memory, 'utf8');
});

function lay(kind: Kind, content: string | Uint8Array): void {
  for (const [other, path] of Object.entries(FILES)) {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    if (other !== kind) writeFileSync(path, SOUND[other as Kind]);
  }
  writeFileSync(FILES[kind], content);
}

async function gradcheck(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const status = await runCommand(args, {
    out: (text) => {
      stdout += `${text}\n`;
    },
    err: (text) => {
      stderr += text;
    },
    interactive: false,
    colours: false,
  });
  return { status, stdout, stderr };
}
const gate = (...args: string[]) => gradcheck('gate', '--report', FILES.report, '--baseline', FILES.baseline, ...args);

const campaign = (problem: typeof cube) =>
  checkProperty(problem, cases, { seed: 1, memory: { file: join(folder, 'a.test.ts') } });

/** What is said of a file by everything that reads it: no way leads past it. */
async function said(kind: Kind): Promise<string> {
  if (kind === 'memory') {
    expect(() => campaign(cube), 'not green by accident').toThrow(UsageError);
    const replayed = await gradcheck('replay', FILES.memory, PROBLEM);
    expect(replayed.status).toBe(2);
    // A folder is none of the files that are pruned.
    if (statSync(FILES.memory).isFile()) expect(await gradcheck('prune', folder)).toEqual(replayed);
    return replayed.stderr;
  }
  const outcomes = [await gate(), await gate('--update'), await gate('--markdown', join(folder, 'gate.md'))];
  if (kind === 'report') {
    outcomes.push(await gradcheck('report', FILES.report), await gradcheck('compare', FILES.report, FILES.report));
    outcomes.push(await gradcheck('merge', FILES.report, '-o', join(folder, 'merged.json')));
  }
  for (const { status, stdout, stderr } of outcomes) {
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: outcomes[0]!.stderr });
  }
  return outcomes[0]!.stderr;
}

/** A value in the first place where a text has a name. */
const given = (name: string, value: string) => (text: string) =>
  text.replace(new RegExp(`("${name}": )("[^"]*"|-?[\\d.e+-]+|\\{[^}]*\\}|\\[[^\\]]*\\])`), `$1${value}`);
const field = (line: string) => (text: string) => text.replace('{', `{ ${line},`);
const VERSION: Record<Kind, string> = { report: 'version', baseline: 'version', memory: 'format' };

type Damage = (text: string, kind: Kind) => string | Uint8Array;
type Row = readonly [name: string, damage: Damage, message: RegExp, kinds?: readonly Kind[]];

const TEXTS: readonly Row[] = [
  ['nothing', () => '', /line 1, column 1: it is empty/],
  ['blank lines', () => ' \n\t\r\n', /it is empty/],
  ['half of it', (text) => text.slice(0, text.length / 2), /line \d+, column \d+: /],
  ['what is cut off in a number', (text) => text.slice(0, text.search(/\d\.\d/) + 2), /line \d+, column \d+: /],
  ['what is cut off in a text', (text) => text.slice(0, text.lastIndexOf('": "') + 5), /it breaks off here/],
  ['what is cut off before its end', (text) => text.trimEnd().slice(0, -1), /it breaks off here/],
  ['marks of a merge', (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> head\n`, /column 1: came <<<<<<</],
  ['a comma too many', (text) => text.replace(/\n?\}\s*$/, ',}'), /came \}, expected a name in quotes/],
  ['a comma too few', (text) => text.replace(/,/, ' '), /expected a comma or \}/],
  ['a comment', (text) => `// mine\n${text}`, /came \/\/, expected a value/],
  ['single quotes', (text) => text.replaceAll('"', "'"), /expected a name in quotes/],
  ['no colon', (text) => text.replace(':', ' '), /expected a colon/],
  ['a line broken within quotes', (text) => text.replace('": "', '": "\n'), /a line ends within quotes/],
  ['two of them', (text) => text + text, /came \{ after the end/],
  ['lines of JSON', () => '{"type":"info"}\n{"type":"info"}\n', /line 2, column 1: came \{ after the end/],
  ['NaN', (text) => text.replace(/: \d[\d.e-]*/, ': NaN'), /came NaN, expected a value/],
  ['Infinity', (text) => text.replace(/: \d[\d.e-]*/, ': -Infinity'), /came -Infinity, expected a value/],
  ['a number beyond float64', (text) => text.replace(/: \d[\d.e-]*/, ': 1e999'), /1e999 is beyond float64/],
  ['a hexadecimal number', (text) => text.replace(/: \d[\d.e-]*/, ': 0x1F'), /came x1F, expected a comma/],
  ['a name twice', (text) => text.replace(/("\w+": \d+,?)/, '$1 $1'), /"(version|format)" stands twice/],
  ['a thousand lists in lists', () => '['.repeat(1000), /nested more than 500 levels deep/],
  ['100,000 lists in lists', () => '['.repeat(1e5) + ']'.repeat(1e5), /nested more than 500 levels deep/],
  ['100,000 objects in objects', () => `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`, /nested more than 500 levels deep/],
  ['JUnit', () => '<?xml version="1.0"?>\n<testsuites></testsuites>\n', /came <\?xml, expected a value/],
  ['a web page', () => '<!doctype html><title>404</title>', /came <!doctype, expected a value/],
  ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /is no text in UTF-8/],
  ['a compressed file', () => Buffer.from('1f8b08000000000000034b2e492c4a01', 'hex'), /is no text in UTF-8/],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), /is text in UTF-16; save it as UTF-8/],
  ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), /is text in UTF-16/],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le'), /came \?, expected a name/],
  ['Latin-1', (text) => Buffer.from(text.replace('cube', 'W\u00fcrfel'), 'latin1'), /is no text in UTF-8/],
  ['zeros', () => '\0'.repeat(100), /came \?{20}, expected a value/],
  ['null', () => 'null', /expected/],
  ['a list', () => '[]', /expected/],
  ['a number', () => '3', /expected/],
  ['text', () => '"report"', /expected/],
  ['an empty object', () => '{}', /expected/],
  ['version 0', (text, kind) => given(VERSION[kind], '0')(text), /expected "format": 1, came 0|version: Invalid/],
  ['version 999', (text, kind) => given(VERSION[kind], '999')(text), /came 999.* a newer gradcheck/],
  ['a version in words', (text, kind) => given(VERSION[kind], '"1"')(text), /expected ("format": )?1/],
  ['a report of vitest', () => '{ "numTotalTests": 1, "testResults": [] }', /expected/],
  ['a package', () => '{ "name": "gradcheck", "version": "1.0.0" }', /expected/],
  ['a report', () => SOUND.report, /is a report, expected a baseline|"format": 1/, ['baseline', 'memory']],
  ['a baseline', () => SOUND.baseline, /is a baseline, expected a report|"format": 1/, ['report', 'memory']],
  ['counterexamples', () => SOUND.memory, /is a file of counterexamples, expected/, ['report', 'baseline']],
  ['a key that is no key', field('"__proto__": { "complete": true }'), /__proto__/],

  ['a count below 0', given('done', '-1'), /runs\.done: /, ['report', 'baseline']],
  ['half a case', given('done', '1.5'), /runs\.done: /, ['report', 'baseline']],
  ['a count in words', given('done', '"NaN"'), /runs\.done: /, ['report', 'baseline']],
  ['a count beyond integers', given('done', '1e300'), /runs\.done: /, ['report', 'baseline']],
  ['verdicts that do not add up', given('agrees', '19'), /runs: the verdicts do not add up/, ['report']],
  ['more cases than were asked for', given('asked', '19'), /runs: more cases are done/, ['report']],
  [
    'a verdict that there is not',
    given('verdict', '"perhaps"'),
    /worst\.verdict: |cases\[0\]\.verdict: /,
    ['report', 'memory'],
  ],
  ['a float that is null', given('resolution', 'null'), /\[0\]\.resolution: /, ['report']],
  ['no properties', (text) => text.replace('"properties"', '"property"'), /properties: /, ['report', 'baseline']],
  ['part 5 of 4', field('"shard": { "index": 5, "count": 4 }'), /shard: expected a part from 1/, ['report']],
  ['part 0', field('"shard": { "index": 0, "count": 4 }'), /shard\.index: /, ['report']],
  [
    'the whole with a part missing',
    given('missing', '["b.test.ts"]'),
    /is called complete, and parts are missing/,
    ['report'],
  ],
  ['a file that is no text', given('file', '3'), /\[0\]\.file: /, ['report']],

  ['a day that there is not', given('expires', '"2027-02-30"'), /waivers\.a > b\.expires: /, ['baseline']],
  ['a day in words', given('expires', '"next week"'), /waivers\.a > b\.expires: /, ['baseline']],
  ['a waiver without a reason', given('reason', '""'), /waivers\.a > b\.reason: /, ['baseline']],
  [
    'a waiver whose reason is blank',
    given('reason', '" \\t"'),
    /waivers\.a > b\.reason: expected a reason/,
    ['baseline'],
  ],
  [
    'a waiver that lacks its reason',
    (text) => text.replace('"reason": "known",', ''),
    /waivers\.a > b\.reason: /,
    ['baseline'],
  ],
  [
    'waivers by another name',
    (text) => text.replace('"waivers"', '"waiver"'),
    /Unrecognized key: "waiver"/,
    ['baseline'],
  ],
  ['more verdicts than cases', given('unresolved', '7'), /runs: the verdicts are more/, ['baseline']],
  ['an error below 0', given('worst', '-1'), /worst: /, ['baseline']],
  [
    'properties in a list',
    () => '{ "version": 1, "properties": [], "waivers": {} }',
    /is a report, expected a baseline/,
    ['baseline'],
  ],

  ['no cases', (text) => text.replace('"cases"', '"case"'), /expected a list "cases"/, ['memory']],
  ['a field of its own', field('"note": "keep this"'), /"note" is no part of it/, ['memory']],
  ['a seed that is none', given('seed', '0.5'), /cases\[0\]\.seed: expected an integer, came 0\.5/, ['memory']],
  ['a path that is none', given('path', '"../x"'), /cases\[0\]\.path: expected a path/, ['memory']],
  ['blame in words', given('blame', '"params"'), /cases\[0\]\.blame: expected a list/, ['memory']],
  [
    'a case of an unknown kind',
    given('case', '{ "params": { "$": "Float16Array" } }'),
    /cases\[0\].*no kind of value/,
    ['memory'],
  ],
  [
    'an array of texts',
    given('case', '{ "params": { "$": "Float64Array", "values": ["1"] } }'),
    /"1" is no number/,
    ['memory'],
  ],
  [
    'a case that is null',
    (text) => text.replace(/"case": \{[^}]*\}/, '"case": null'),
    /cases\[0\]\.case needs "params"/,
    ['memory'],
  ],
];

const inputs = TEXTS.flatMap(([name, damage, message, kinds = KINDS]) =>
  kinds.map((kind) => ({ name, kind, damage, message })),
);

test('the files are sound before they are damaged', async () => {
  for (const kind of KINDS) lay(kind, SOUND[kind]);
  expect((await gate()).status).toBe(0);
  expect(campaign(cube).memory).toMatchObject({ replayed: 1 });
  expect((await gradcheck('replay', FILES.memory, PROBLEM)).status).toBe(0);
  expect(TEXTS.length).toBeGreaterThanOrEqual(45);
});

describe('is refused in one line that names the file, the place and what to do, and is left as it was', () => {
  test.each(inputs)('$kind: $name', async ({ kind, damage, message }) => {
    const content = damage(SOUND[kind], kind);
    expect(content, 'the damage is one').not.toBe(SOUND[kind]);
    lay(kind, content);
    const line = await said(kind);
    expect(line).toMatch(message);
    expect(line.startsWith(`gradcheck: ${FILES[kind]}: `)).toBe(true);
    expect(line.trimEnd()).not.toMatch(/[\n\0]/);
    expect(readFileSync(FILES[kind]).equals(Buffer.from(content)), 'as it was').toBe(true);
  });

  test.each(KINDS)('%s: a folder in its place', async (kind) => {
    lay(kind, '');
    rmSync(FILES[kind]);
    mkdirSync(FILES[kind]);
    expect(await said(kind)).toMatch(/is a folder, expected a file/);
  });

  test.each(KINDS)('%s: 60 MB of nothing, and 3 GB', async (kind) => {
    lay(kind, '');
    truncateSync(FILES[kind], 60e6);
    expect(await said(kind)).toMatch(/line 1, column 1: came \?{20}, expected a value/);
    truncateSync(FILES[kind], 3e9);
    expect(await said(kind)).toMatch(/is larger than can be read at once/);
    expect(statSync(FILES[kind]).size).toBe(3e9);
    rmSync(FILES[kind]);
  });

  test.for(KINDS)('%s: one that may not be read', async (kind, { skip }) => {
    skip(process.getuid?.() === 0, 'root may read everything');
    lay(kind, SOUND[kind]);
    const { chmodSync } = await import('node:fs');
    chmodSync(FILES[kind], 0);
    expect(await said(kind)).toMatch(/may not be read/);
  });
});

describe('is read', () => {
  test.each<[string, (text: string) => string]>([
    ['with a byte order mark', (text) => `\ufeff${text}`],
    ['with the line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['on one line', (text) => JSON.stringify(JSON.parse(text))],
  ])('%s', async (_, change) => {
    for (const kind of KINDS) {
      lay(kind, change(SOUND[kind]));
      expect((await gate()).status).toBe(0);
      expect(campaign(wrong).memory).toMatchObject({ replayed: 1, failing: [expect.any(String)] });
    }
  });

  test('with 4 MB of text in it', async () => {
    lay('report', reportJson({ ...report, properties: [{ ...record, text: 'x"\\\n'.repeat(1e6) }] }));
    expect((await gate()).status).toBe(0);
  });

  test('with fields of a later version, which a merge keeps', async () => {
    lay('report', SOUND.report.replace('"seed"', '"later": [{ "$": 1 }], "seed"'));
    expect((await gate()).status).toBe(0);
    const merged = join(folder, 'merged.json');
    expect((await gradcheck('merge', FILES.report, '-o', merged)).status).toBe(0);
    expect(JSON.parse(readFileSync(merged, 'utf8')).properties[0].later).toEqual([{ $: 1 }]);
  });
});

test('a file that cannot be written is no pass either', async () => {
  lay('report', SOUND.report);
  const target = join(folder, 'a-folder');
  mkdirSync(target, { recursive: true });
  for (const args of [
    ['merge', FILES.report, '-o', target],
    ['report', FILES.report, '--html', target],
    ['gate', '--report', FILES.report, '--baseline', FILES.baseline, '--markdown', target],
  ]) {
    const { status, stderr } = await gradcheck(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^gradcheck: EISDIR/);
  }
});
