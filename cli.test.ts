import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommand } from './adapters/cli/program.ts';
import type { PropertyReport } from './core/results.ts';
import { checkProperty } from './properties/check-property.ts';
import { decode } from './reports/decode.ts';

let folder: string;
beforeEach(() => {
  vi.stubEnv('CI', '');
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-cli-'));
  symlinkSync(fileURLToPath(new URL('node_modules', import.meta.url)), join(folder, 'node_modules'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const write = (name: string, code: string): string => {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
};

/** Runs a command in this process. */
async function gradcheck(args: readonly string[], terminal: { interactive?: boolean; colours?: boolean } = {}) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const status = await runCommand(args, {
    out: (text) => stdout.push(`${text}\n`),
    err: (text) => stderr.push(text),
    interactive: false,
    colours: false,
    ...terminal,
  });
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

const SQUARE = `
export const loss = (w: number[], { x }: { x: number[] }): number => (w[0]! * x[0]! + w[1]! * x[1]!) ** 2;
export const gradient = (w: number[], { x }: { x: number[] }): number[] => x.map((xi) => 2 * xi * (w[0]! * x[0]! + w[1]! * x[1]!));
export const params = [0.5, -1.25];
export const data = { x: [2, 0.75] };
`;
const WRONG = SQUARE.replace('=> 2 * xi', '=> 3 * xi');

describe('gradcheck check', () => {
  test('a right gradient, loaded from TypeScript: the report, and exit code 0', async () => {
    const { status, stdout } = await gradcheck(['check', write('square.ts', SQUARE), '--seed', '1']);
    expect(stdout).toContain('the gradient agrees with its loss');
    expect(stdout).toContain('runs: 100 of 100');
    expect(status).toBe(0);
  });

  test('a wrong gradient: minimal case, cause, the line that replays it, and exit code 1', async () => {
    const file = write('square.ts', WRONG);
    const { status, stdout } = await gradcheck(['check', file, '--seed', '1']);
    expect(stdout).toContain('dparams is 1.500 times its central difference');
    expect(status).toBe(1);
    const again = stdout.match(/or: gradcheck (check .*)/)![1]!.split(' ');
    expect(await gradcheck(again)).toMatchObject({ status: 1, stdout: expect.stringContaining('runs: 1 of 1') });
  });

  test('--json is the report with its floats exact', async () => {
    const { status, stdout } = await gradcheck([
      'check',
      write('square.ts', WRONG),
      '--seed',
      '7',
      '--runs',
      '5',
      '--json',
    ]);
    const report = decode(JSON.parse(stdout)) as PropertyReport;
    expect(report).toMatchObject({
      ok: false,
      seed: 7,
      runs: { asked: 5 },
      counterexample: { check: { blame: ['params'] } },
    });
    expect(status).toBe(1);
  });

  test.each([
    [
      'an export problem',
      SQUARE.replaceAll(/export const (loss|gradient)/g, 'const $1'),
      'export const problem = { loss, gradient };',
    ],
    [
      'a default export',
      SQUARE.replaceAll('export const', 'const'),
      'export default { loss, gradient, params, data };',
    ],
    [
      'a class',
      SQUARE.replaceAll(/export const (loss|gradient)/g, 'const $1'),
      'class P { #f = loss; loss(w, d) { return this.#f(w, d); } gradient(w, d) { return gradient(w, d); } }\nexport const problem = new P();',
    ],
    [
      'promises',
      SQUARE.replaceAll(/export const (loss|gradient)/g, 'const $1'),
      'export const problem = { loss: async (w, d) => loss(w, d), gradient: async (w, d) => gradient(w, d) };',
    ],
    [
      'a pair',
      SQUARE.replaceAll(/export const (loss|gradient)/g, 'const $1'),
      'export const valueAndGradient = (w, d) => [loss(w, d), gradient(w, d)];',
    ],
    [
      'cases',
      SQUARE.replaceAll(/export const (params|data)/g, 'const $1'),
      "import fc from 'fast-check';\nexport const cases = fc.tuple(fc.integer(), fc.integer()).map((w) => ({ params: w, data }));",
    ],
  ])('%s', async (_, given, rest) => {
    const outcome = await gradcheck(['check', write('square.ts', `${given}\n${rest}`), '--seed', '1', '--runs', '10']);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  test('an example at which alone the gradient is wrong: exit code 1', async () => {
    const code = SQUARE.replace('=> 2 * xi', '=> (w[0] === 0.5 && w[1] === -1.25 ? 3 : 2) * xi');
    const outcome = await gradcheck(['check', write('square.ts', code), '--seed', '1', '--runs', '20']);
    expect(outcome).toMatchObject({ status: 1, stdout: expect.stringContaining('at the example itself') });
  });

  test('a loss that is nowhere finite, or all kinks: exit code 2', async () => {
    const nowhere = write(
      'nowhere.ts',
      'export const loss = () => NaN;\nexport const gradient = (w) => w;\nexport const params = [1];',
    );
    expect(await gradcheck(['check', nowhere, '--runs', '5'])).toMatchObject({ status: 2 });
  });

  test('--precision declares the arithmetic and --time-limit ends a campaign', async () => {
    const rounded = SQUARE.replace(
      'export const loss = (w: number[], { x }: { x: number[] }): number => (',
      'export const loss = (w: number[], { x }: { x: number[] }): number => Math.fround(',
    );
    const file = write('square.ts', rounded);
    const { stdout } = await gradcheck(['check', file, '--seed', '1', '--precision', 'float32', '--runs', '5']);
    expect(stdout).not.toContain('disagrees');
    const late = await gradcheck([
      'check',
      write('s.ts', SQUARE),
      '--seed',
      '1',
      '--time-limit',
      '1',
      '--runs',
      '100000',
    ]);
    expect(late).toMatchObject({ status: 2, stdout: expect.stringContaining('before timeLimit') });
  });

  test('on a terminal: a line of progress that is cleared, and colours; elsewhere neither', async () => {
    const file = write('square.ts', SQUARE);
    const args = ['check', file, '--seed', '1', '--runs', '20'];
    const shown = await gradcheck(args, { interactive: true, colours: true });
    const clear = '\u001b[K';
    expect(shown.stderr).toBe(`\r${clear}`);
    expect(shown.stdout.startsWith('\u001b[32m')).toBe(true);
    const plain = await gradcheck(args);
    expect(plain.stderr).toBe('');
    expect(plain.stdout).not.toContain('\u001b');
  });

  test.each([
    ['a file that is not there', ['check', 'nowhere.ts'], '', /nowhere\.ts: no such file/],
    ['a file that does not compile', ['check'], 'export const = ;', /square\.ts: cannot be loaded: /],
    ['a file that throws', ['check'], 'throw new Error("no");', /square\.ts: cannot be loaded: no/],
    [
      'other names',
      ['check'],
      'export const focalLoss = () => 1;',
      /exports focalLoss, expected `loss` and `gradient`.*rename what you have/,
    ],
    [
      'a loss without a gradient',
      ['check'],
      'export const loss = () => 1, params = 1;',
      /exports loss, params, expected `loss` and `gradient`/,
    ],
    ['nothing at all', ['check'], '', /square\.ts: exports nothing, expected/],
    [
      'neither example nor cases',
      ['check'],
      SQUARE.replaceAll(/export const (params|data)/g, 'const $1'),
      /export `params` \(and `data`\), an example of a case, or `cases`/,
    ],
    [
      'cases that are none',
      ['check'],
      `${SQUARE}export const cases = [1, 2];`,
      /cases: expected a fast-check arbitrary .*came an array of 2/,
    ],
    [
      'a gradient that is no function',
      ['check'],
      'export const loss = () => 1, gradient = 2, params = 1;',
      /problem\.gradient: expected a function, came the number 2/,
    ],
    [
      'runs that are no number',
      ['check', '--runs', 'many'],
      SQUARE,
      /--runs <n>' argument 'many' is invalid\. Expected an integer/,
    ],
    ['no runs', ['check', '--runs', '0'], SQUARE, /options\.numRuns: expected an integer, 1 or more/],
    ['a path without its seed', ['check', '--path', '3:1'], SQUARE, /options\.path: needs the seed/],
    [
      'a precision of another name',
      ['check', '--precision', 'half'],
      SQUARE,
      /Expected float64, float32, or a number between 0 and 1/,
    ],
    ['a flag that is mistyped', ['check', '--run', '5'], SQUARE, /unknown option '--run'/],
    ['a command that is mistyped', ['chek'], SQUARE, /unknown command 'chek'/],
  ])('%s: one sentence, and exit code 2', async (_, args, code, message) => {
    const file = args.includes('nowhere.ts') ? [] : [write('square.ts', code)];
    const { status, stderr } = await gradcheck([...args, ...file]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(status).toBe(2);
  });
});

describe('gradcheck power', () => {
  test('faults that are all caught: the kill table, and exit code 0', async () => {
    const { status, stdout } = await gradcheck(['power', write('square.ts', SQUARE), '--seed', '1']);
    expect(stdout).toMatch(/square\.ts: (\d+) of \1 planted faults were caught/);
    expect(stdout).toMatch(/^ {2}dparams doubled +1 {2}yes$/m);
    expect(status).toBe(0);
  });

  test('a fault that survives: what to draw, and exit code 1', async () => {
    const relu = `
export const loss = (w: number): number => Math.max(0, w);
export const gradient = (w: number): number => (w === 0 ? 0.25 : 0);
import fc from 'fast-check';
export const cases = fc.integer({ min: -3, max: 0 }).map((params) => ({ params }));`;
    const { status, stdout } = await gradcheck(['power', write('relu.ts', relu), '--seed', '1', '--runs', '20']);
    expect(stdout).toMatch(/dparams doubled +never/);
    expect(stdout.replaceAll(/\n +/g, ' ')).toContain('draw points away from them');
    expect(status).toBe(1);
  });

  test('a wrong gradient: exit code 2, and nothing is planted', async () => {
    const { status, stdout } = await gradcheck(['power', write('square.ts', WRONG), '--seed', '1', '--json']);
    expect(decode(JSON.parse(stdout))).toMatchObject({ ok: false, rows: [], of: 0 });
    expect(status).toBe(2);
  });
});

describe('gradcheck init', () => {
  test.each([
    [
      'named exports',
      SQUARE,
      "import { data, gradient, loss, params } from './square.ts';",
      '{ loss, gradient, params, data }',
    ],
    [
      'a problem',
      `${SQUARE.replaceAll(/export const (loss|gradient)/g, 'const $1')}export const problem = { loss, gradient };`,
      "import { data, params, problem } from './square.ts';",
      '{ ...problem, params, data }',
    ],
    [
      'a default export',
      `${SQUARE.replaceAll('export const', 'const')}export default { loss, gradient, params, data };`,
      "import problem from './square.ts';",
      '{ ...problem }',
    ],
    [
      'no example',
      SQUARE.replaceAll(/export const (params|data)/g, 'const $1'),
      "import { gradient, loss } from './square.ts';",
      '{\n  loss, gradient,\n  params: [0.5, -1],',
    ],
  ])('writes a test for %s', async (_, code, imports, given) => {
    const outcome = await gradcheck(['init', write('square.ts', code)]);
    const test = join(folder, 'square.gradient.test.ts');
    expect(outcome).toMatchObject({ status: 0, stdout: `${test}: written; run it with npx vitest\n` });
    const text = readFileSync(test, 'utf8');
    expect(text).toContain(`import { gradientTest } from 'gradcheck/vitest';\n${imports}\n`);
    expect(text).toContain(`gradientTest('square', ${given}`);
  });

  test('never writes over a test that is there', async () => {
    const file = write('square.ts', SQUARE);
    write('square.gradient.test.ts', 'mine');
    expect(await gradcheck(['init', file])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('square.gradient.test.ts: exists; remove it to have it written anew'),
    });
    expect(readFileSync(join(folder, 'square.gradient.test.ts'), 'utf8')).toBe('mine');
  });
});

/** A file of counterexamples with one case, of a problem whose gradient was three halves of what it should be. */
function storedCases(name?: string): string {
  const file = write('net.test.ts', '');
  const problem = {
    ...(name === undefined ? {} : { name }),
    loss: (w: number[]) => w[0]! ** 2,
    gradient: (w: number[]) => [3 * w[0]!],
  };
  checkProperty(problem, fc.constant({ params: [2] }), { memory: { file, test: 'a square' } });
  return join(folder, '__counterexamples__', 'net.test.ts.json');
}

describe('gradcheck replay', () => {
  const loss = 'export const loss = (w: number[]) => w[0]! ** 2;';

  test('says what still fails and why, and what does not', async () => {
    const stored = storedCases();
    const wrong = write('wrong.ts', `${loss}\nexport const gradient = (w: number[]) => [3 * w[0]!];`);
    const failing = await gradcheck(['replay', stored, wrong]);
    expect(failing).toMatchObject({ status: 1, stdout: expect.stringContaining('1 of 1 still fail') });
    expect(failing.stdout).toContain('1.500 times its central difference');
    const right = write('right.ts', `${loss}\nexport const gradient = (w: number[]) => [2 * w[0]!];`);
    const mended = await gradcheck(['replay', stored, right]);
    expect(mended).toMatchObject({ status: 0, stdout: expect.stringContaining('did not reproduce (now: agrees)') });
  });

  test('a case that no longer fits: exit code 2', async () => {
    const renamed = write(
      'renamed.ts',
      'export const loss = ({ w }) => w ** 2;\nexport const gradient = ({ w }) => ({ w: 2 * w });',
    );
    const outcome = await gradcheck(['replay', storedCases(), renamed]);
    expect(outcome).toMatchObject({ status: 2, stdout: expect.stringContaining('does not fit') });
  });

  test('cases of another problem are refused', async () => {
    const other = write('other.ts', `${loss}\nexport const gradient = (w) => w;\nexport const name = 'other';`);
    expect(await gradcheck(['replay', storedCases('square'), other])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/holds no case of other; it has those of square: give the problem that name/),
    });
    expect(await gradcheck(['replay', 'nowhere.json', other])).toMatchObject({ status: 2 });
  });
});

describe('gradcheck prune', () => {
  test('removes stored cases that pass, and says which', async () => {
    const file = write('net.test.ts', '');
    const memory = { file, test: 'a square' };
    const cases = fc.constant({ params: 2 });
    const { stored } = checkProperty({ loss: (w: number) => w * w, gradient: () => 1 }, cases, { memory }).memory!;
    checkProperty({ loss: (w: number) => w * w, gradient: (w: number) => 2 * w }, cases, { memory });

    const { stdout, status } = await gradcheck(['prune', folder]);
    expect(stdout).toContain(`removed ${stored} of a square > gradient: did not reproduce (last: agrees)\n1 removed\n`);
    expect(status).toBe(0);
    expect(existsSync(join(folder, '__counterexamples__'))).toBe(false);
  });

  test('refuses a folder that is not there', async () => {
    const { stderr, status } = await gradcheck(['prune', join(folder, 'nowhere')]);
    expect(stderr).toContain('nowhere: no such folder');
    expect(status).toBe(2);
  });
});

test.each(['check', 'init', 'replay', 'prune'])('%s --help says what it takes', async (command) => {
  const { status, stdout } = await gradcheck([command, '--help']);
  expect(stdout).toContain(`Usage: gradcheck ${command}`);
  expect(status).toBe(0);
});

test('as a process of its own: the same output and exit code', () => {
  const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
  const args = ['--import', 'tsx', cli, 'check', write('square.ts', WRONG), '--seed', '1', '--runs', '3'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain('dparams is 1.500 times its central difference');
});
