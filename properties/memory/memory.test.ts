import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkGradient } from '../../core/check-gradient.ts';
import { UsageError } from '../../core/errors.ts';
import { plantedReluNetwork, reluNetwork } from '../../core/models/index.ts';
import { reluNetworkCases } from '../../generators/relu-network-cases.ts';
import { propertyText } from '../../reports/property-text.ts';
import { assertProperty } from '../assert-property.ts';
import { checkProperty, checkPropertyAsync } from '../check-property.ts';
import { gradientProperty } from '../gradient-property.ts';
import { Memory } from './memory.ts';
import { readMemoryOptions } from './memory-options.ts';
import { prune } from './prune.ts';
import { seenAs } from './seen-as.ts';

const tenths = (least = -30, most = 30) => fc.integer({ min: least, max: most }).map((n) => ({ params: n / 10 }));
const right = { name: 'square', loss: (w: number) => w * w, gradient: (w: number) => 2 * w };
const wrong = { ...right, gradient: (w: number) => 3 * w };
/** Wrong above 1 only. */
const half = { ...right, gradient: (w: number) => (w > 1 ? 3 * w : 2 * w) };

let folder: string;
let file: string;
let kept: string;
beforeEach(() => {
  vi.stubEnv('CI', '');
  vi.stubEnv('GRADCHECK_STORE', '');
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-memory-'));
  file = join(folder, 'net.test.ts');
  kept = join(folder, '__counterexamples__', 'net.test.ts.json');
  writeFileSync(file, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const memory = (test?: string) => ({ memory: { file, ...(test === undefined ? {} : { test }) } });
const stored = (): Record<string, unknown>[] => JSON.parse(readFileSync(kept, 'utf8')).cases;

describe('a failing case', () => {
  test('is written beside the test file with value, seed, path, versions, verdict and diagnosis', () => {
    const report = checkProperty(wrong, tenths(), { seed: 3, ...memory('suite > squares') });
    expect(report.memory).toMatchObject({ file: kept, replayed: 0, failing: [], passing: [], unfit: [] });
    const [record] = stored();
    expect(record).toEqual({
      test: 'suite > squares',
      property: 'square',
      id: report.memory!.stored,
      verdict: 'disagrees',
      blame: ['params'],
      diagnoses: report.counterexample!.check.diagnoses.map(({ message }) => message),
      lastSeen: 'disagrees',
      seed: 3,
      path: report.counterexample!.path,
      versions: {
        gradcheck: expect.stringMatching(/^\d/),
        node: process.versions.node,
        'fast-check': fc.__version,
      },
      case: report.counterexample!.case,
    });
    expect(record!.diagnoses).not.toEqual([]);
    expect(readFileSync(kept, 'utf8')).toMatch(/\n$/);
    expect(readdirSync(join(folder, '__counterexamples__')), 'nothing but the file itself').toEqual([
      'net.test.ts.json',
    ]);
    expect(propertyText(report)).toContain(`stored as ${record!.id} in __counterexamples__/net.test.ts.json`);
  });

  test('has a line for each field and one for each block of numbers', () => {
    checkProperty(plantedReluNetwork, reluNetworkCases(), { seed: 2026, ...memory() });
    const lines = readFileSync(kept, 'utf8').split('\n');
    expect(lines.slice(0, 3)).toEqual(['{', '  "format": 1,', '  "cases": [']);
    expect(lines).toContain('      "verdict": "disagrees",');
    expect(lines.filter((line) => line.includes('"Float64Array"')).length).toBeGreaterThan(0);
  });

  test('nothing is read or written without the option', () => {
    expect(checkProperty(wrong, tenths(), { seed: 3 })).not.toHaveProperty('memory');
    expect(existsSync(kept)).toBe(false);
  });

  test('nothing is written by a campaign that passes, nor about its memory said', () => {
    const report = checkProperty(right, tenths(), { seed: 3, ...memory() });
    expect(existsSync(kept)).toBe(false);
    expect(propertyText(report)).not.toContain('__counterexamples__');
  });

  test('a file URL names the same file as its path, and a thrown report was stored too', () => {
    expect(() => assertProperty(wrong, tenths(), { seed: 3, memory: { file: pathToFileURL(file).href } })).toThrow(
      'stored as',
    );
    expect(stored()).toHaveLength(1);
  });

  test('in CI nothing is written, and the report says so', () => {
    vi.stubEnv('CI', 'true');
    const report = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    expect(existsSync(join(folder, '__counterexamples__'))).toBe(false);
    expect(propertyText(report)).toContain(
      'not stored in __counterexamples__/net.test.ts.json: in CI nothing is written; GRADCHECK_STORE=yes does',
    );
  });

  test('what cannot be written down is named, and fails as ever', () => {
    const cases = fc.constant({ params: 2, data: { f: Math.tanh } });
    const report = checkProperty({ loss: (w: number) => w * w, gradient: () => 1 }, cases, { seed: 3, ...memory() });
    expect(report.ok).toBe(false);
    expect(report.memory!.notStored).toBe('data.f: a function cannot be written down');
    expect(existsSync(kept)).toBe(false);
  });

  test('a file that cannot be written is named, and the failure is reported all the same', () => {
    writeFileSync(join(folder, '__counterexamples__'), 'no folder');
    const report = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    expect(report.complaint).toBe('the gradient of params disagrees with its loss');
    expect(report.memory!.notStored).toMatch(/EEXIST|ENOTDIR/);
  });
});

describe('a stored case', () => {
  test('is replayed first and by its value, whatever the seed and the bounds are now', () => {
    const first = checkProperty(half, tenths(), { seed: 3, ...memory() });
    const before = readFileSync(kept, 'utf8');
    const again = checkProperty(half, tenths(-30, 0), { seed: 99, ...memory() });
    expect(again.counterexample).toMatchObject({
      case: first.counterexample!.case,
      seed: 3,
      path: first.counterexample!.path,
    });
    expect(again.memory).toMatchObject({ replayed: 1, failing: [first.memory!.stored], stored: first.memory!.stored });
    expect(again.runs.done).toBe(1);
    expect(readFileSync(kept, 'utf8'), 'the same failure leaves the file as it is').toBe(before);
    expect(propertyText(again)).toContain('replayed first: 1 of __counterexamples__/net.test.ts.json');
    expect(propertyText(again), 'its seed may lead elsewhere').not.toContain('replay: checkProperty');
  });

  test('may be edited and formatted by hand: its value counts, and the file stays as it is', () => {
    const { memory: first } = checkProperty(half, tenths(), { seed: 3, ...memory() });
    const edited = JSON.stringify({ format: 1, cases: [{ ...stored()[0], case: { params: 2 } }] });
    writeFileSync(kept, edited);
    const again = checkProperty(half, fc.constant({ params: 0 }), { seed: 3, ...memory() });
    expect(again.counterexample!.case).toEqual({ params: 2 });
    expect(again.memory!.failing).not.toEqual([first!.stored]);
    expect(readFileSync(kept, 'utf8')).toBe(edited);
  });

  test('is written in CI where a later step of the job takes it along', () => {
    vi.stubEnv('CI', 'true');
    vi.stubEnv('GRADCHECK_STORE', 'yes');
    const first = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    expect(stored()).toMatchObject([{ id: first.memory!.stored }]);
    vi.stubEnv('GRADCHECK_STORE', '0');
    checkProperty(right, tenths(), { seed: 3, ...memory() });
    expect(stored()).toMatchObject([{ lastSeen: 'disagrees' }]);
  });

  test('is replayed in CI as well', () => {
    const first = checkProperty(half, tenths(), { seed: 3, ...memory() });
    vi.stubEnv('CI', '1');
    const again = checkProperty(half, tenths(-30, 0), { seed: 99, ...memory() });
    expect(again.ok).toBe(false);
    expect(again.memory!.stored).toBe(first.memory!.stored);
  });

  test('that passes is said not to reproduce, written down once, and drawn cases follow', () => {
    const { memory: first } = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    const report = checkProperty(right, tenths(), { seed: 4, numRuns: 20, ...memory() });
    expect(report.ok).toBe(true);
    expect(report.runs).toMatchObject({ asked: 20, done: 20, agrees: 20 });
    expect(report.memory).toMatchObject({ replayed: 1, failing: [], passing: [{ id: first!.stored, now: 'agrees' }] });
    expect(stored()[0]).toMatchObject({ verdict: 'disagrees', lastSeen: 'agrees' });
    expect(propertyText(report)).toContain(`did not reproduce: ${first!.stored} (now: agrees)`);
    expect(report.evaluations.loss, 'its evaluations count').toBeGreaterThan(
      checkProperty(right, tenths(), { seed: 4, numRuns: 20 }).evaluations.loss,
    );
  });

  test('of a passing campaign changes no file in CI', () => {
    checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    const before = readFileSync(kept, 'utf8');
    vi.stubEnv('CI', 'true');
    const report = checkProperty(right, tenths(), { seed: 4, ...memory() });
    expect(report.memory!.passing).toHaveLength(1);
    expect(propertyText(report)).not.toContain('not stored');
    expect(readFileSync(kept, 'utf8')).toBe(before);
  });

  test('that is shrunk further while it fails is replaced, and an example of a mended bug stays beside it', () => {
    const numbers = fc.integer({ min: 3, max: 3 });
    const cases = (values: fc.Arbitrary<number>) => fc.record({ params: values });
    const failing = { ...right, gradient: (w: number) => 3 * w };
    const ofThree = checkProperty(failing, cases(numbers), { seed: 1, ...memory() }).memory!.stored;
    const ofOne = checkProperty(failing, cases(fc.integer({ min: -9, max: 9 })), { seed: 1, ...memory() });
    expect(ofOne.counterexample!.case).toEqual({ params: 1 });
    expect(stored().map(({ id }) => id)).toEqual([ofOne.memory!.stored]);

    rmSync(kept);
    checkProperty(failing, cases(numbers), { seed: 1, ...memory() });
    checkProperty(right, cases(numbers), { seed: 1, ...memory() });
    checkProperty(failing, cases(fc.integer({ min: -9, max: 9 })), { seed: 1, ...memory() });
    expect(new Set(stored().map(({ id }) => id))).toEqual(new Set([ofThree, ofOne.memory!.stored]));
  });

  test('of another test or another problem is left alone', () => {
    checkProperty(wrong, tenths(), { seed: 3, ...memory('b') });
    checkProperty({ ...wrong, name: 'other' }, tenths(), { seed: 3, ...memory('a') });
    const report = checkProperty(wrong, tenths(), { seed: 3, ...memory('a') });
    expect(report.memory!.replayed).toBe(0);
    expect(stored().map(({ test, property }) => [test, property])).toEqual([
      ['a', 'other'],
      ['a', 'square'],
      ['b', 'square'],
    ]);
  });

  test('keeps every float of any kind, and data too', () => {
    const data = {
      f32: Float32Array.of(0.1, -0, Number.NaN),
      f64: Float64Array.of(1e-308, 5e-324, Infinity, -Infinity),
      plain: [0.1 + 0.2, -0],
      none: undefined,
    };
    const seen: unknown[] = [];
    const problem = {
      loss: (w: number, d: typeof data) => {
        seen.push(d);
        return w * w;
      },
      gradient: (w: number) => 3 * w,
    };
    checkProperty(problem, fc.constant({ params: 0.1, data }), { seed: 1, ...memory() });
    seen.length = 0;
    const other = { ...data, plain: [1] };
    checkProperty(problem, fc.constant({ params: 0.2, data: other }), { seed: 1, ...memory() });
    expect(seen.length).toBeGreaterThan(0);
    for (const came of seen) expect(came).toStrictEqual(data);
  });

  test('is replayed for asynchronous problems', async () => {
    const asynchronous = { ...half, loss: async (w: number) => w * w };
    const first = await checkPropertyAsync(asynchronous, tenths(), { seed: 3, ...memory() });
    const again = await checkPropertyAsync(asynchronous, tenths(-30, 0), { seed: 9, ...memory() });
    expect(again.counterexample!.case).toEqual(first.counterexample!.case);
    expect(again.memory!.failing).toEqual([first.memory!.stored]);
  });

  test('is not lost to a campaign that ran at the same time', async () => {
    const asynchronous = { ...wrong, loss: async (w: number) => w * w };
    const names = ['a', 'b', 'c'];
    await Promise.all(names.map((name) => checkPropertyAsync(asynchronous, tenths(), { seed: 3, ...memory(name) })));
    expect(stored().map(({ test }) => test)).toEqual(names);
  });

  test('is left aside where a path asks for one case', () => {
    const { counterexample } = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    const report = checkProperty(wrong, tenths(), { seed: 3, path: counterexample!.path, ...memory() });
    expect(report.counterexample!.case).toEqual(counterexample!.case);
    expect(report).not.toHaveProperty('memory');
  });

  test('that fails only now and then is no pass', () => {
    const failing = checkProperty(wrong, tenths(), { seed: 3, ...memory() });
    const again = new Memory(readMemoryOptions({ file }), 'square');
    const replay = again.replay();
    expect(replay.next().value).toEqual({ point: failing.counterexample!.case });
    expect(replay.next(failing.counterexample!.check).value).toEqual(failing.counterexample!.case);
    const report = again.remember(checkProperty(right, tenths(), { seed: 3 }));
    expect(report.ok).toBe(false);
    expect(report.complaint).toBe(
      `stored case ${failing.memory!.stored} failed and, checked again, did not reproduce; is the loss deterministic?`,
    );
  });
});

describe('a stored case that no longer fits', () => {
  const before = {
    name: 'line',
    loss: ({ b }: { b: number }) => b * b,
    gradient: ({ b }: { b: number }) => ({ b: 3 * b }),
  };
  const renamed = {
    name: 'line',
    loss: ({ c }: { c: number }) => c * c,
    gradient: ({ c }: { c: number }) => ({ c: 2 * c }),
  };
  const draws = <K extends string>(name: K) =>
    fc.integer({ min: 1, max: 9 }).map((n) => ({ params: { [name]: n } as Record<K, number> }));

  test('fails the campaign by name after all cases were drawn, and is not taken for the bug', () => {
    const { memory: first } = checkProperty(before, draws('b'), { seed: 1, ...memory() });
    const report = checkProperty(renamed, draws('c'), { seed: 1, numRuns: 10, ...memory() });
    expect(report.ok).toBe(false);
    expect(report.runs).toMatchObject({ done: 10, agrees: 10 });
    expect(report).not.toHaveProperty('counterexample');
    expect(report.complaint).toContain(`stored case ${first!.stored} no longer fits: `);
    expect(report.complaint).toContain('gradcheck prune');
    expect(report.memory).toMatchObject({ failing: [], passing: [], unfit: [{ id: first!.stored }] });
    expect(stored()[0]).toMatchObject({ lastSeen: 'does not fit' });
  });

  test('a failure among the drawn cases goes before it', () => {
    checkProperty(before, draws('b'), { seed: 1, ...memory() });
    const bad = { ...renamed, gradient: ({ c }: { c: number }) => ({ c: 5 * c }) };
    const report = checkProperty(bad, draws('c'), { seed: 1, ...memory() });
    expect(report.complaint).toBe('the gradient of c disagrees with its loss');
    expect(report.memory!.unfit).toHaveLength(1);
    expect(
      stored()
        .map(({ lastSeen }) => lastSeen)
        .sort(),
    ).toEqual(['disagrees', 'does not fit']);
  });

  test('is told from a failure by what it was when it was stored', () => {
    const threw = checkGradient(
      {
        loss: () => {
          throw new Error('no');
        },
        gradient: () => 0,
      },
      { params: 1 },
    );
    const nan = checkGradient({ loss: (w: number) => w, gradient: () => Number.NaN }, { params: 1 });
    expect(seenAs({ verdict: 'disagrees' }, threw)).toBe('does not fit');
    expect(seenAs({ verdict: 'invalid', reason: 'threw' }, threw)).toBe('invalid');
    expect(seenAs({ verdict: 'invalid', reason: 'shape-mismatch' }, threw)).toBe('does not fit');
    expect(seenAs({ verdict: 'disagrees' }, nan)).toBe('invalid');
    expect(seenAs({ verdict: 'disagrees' }, checkGradient(right, { params: 1 }))).toBe('agrees');
  });
});

describe('prune', () => {
  test('removes what passed, no longer fits or has lost its test file, and nothing else', () => {
    checkProperty(wrong, tenths(), { seed: 3, ...memory('failing') });
    checkProperty(wrong, tenths(), { seed: 3, ...memory('mended') });
    checkProperty(right, tenths(), { seed: 3, ...memory('mended') });
    checkProperty(
      { name: 'was', loss: (w: number) => w, gradient: () => 2 },
      fc.constant({ params: 1 }),
      memory('was'),
    );
    const renamed = { name: 'was', loss: ({ b }: { b: number }) => b, gradient: () => ({ b: 1 }) };
    checkProperty(renamed, fc.constant({ params: { b: 1 } }), memory('was'));
    const lost = join(folder, 'gone', 'lost.test.ts');
    checkProperty(wrong, tenths(), { seed: 3, memory: { file: lost } });
    const ignored = join(folder, 'node_modules', 'x', '__counterexamples__');
    mkdirSync(ignored, { recursive: true });
    writeFileSync(join(ignored, 'x.test.ts.json'), 'not ours');

    expect(prune(folder).map(({ stored, because }) => [stored.test, because])).toEqual([
      ['mended', 'did not reproduce (last: agrees)'],
      ['was', 'no longer fits'],
      ['', 'its test file is gone'],
    ]);
    expect(stored().map(({ test }) => test)).toEqual(['failing']);
    expect(existsSync(join(folder, 'gone', '__counterexamples__')), 'an empty folder goes too').toBe(false);
    expect(prune(folder)).toEqual([]);
  });
});

describe('bad input', () => {
  test.for<[unknown, string]>([
    [{ file: 'net.test.ts' }, 'options.memory.file: expected the absolute path or file URL of the test file'],
    [{}, 'came undefined'],
    [{ file: '/x/net.test.ts', test: 3 }, 'options.memory.test: expected the full name of the test, came the number 3'],
    ['net.test.ts', 'options.memory: expected { file, test? }, came a string'],
  ])('%j is refused by name', ([value, message]) => {
    expect(() => checkProperty(right, tenths(), { memory: value as never })).toThrow(UsageError);
    expect(() => checkProperty(right, tenths(), { memory: value as never })).toThrow(message);
  });

  test('a plain property keeps nothing and says so', () => {
    expect(() => gradientProperty(right, tenths(), memory())).toThrow('options.memory: belongs to checkProperty');
  });

  test.for([
    ['<<<<<<< HEAD\n{}', 'is no JSON: line 1, column 1: came <<<<<<<'],
    ['{ "format": 2, "cases": [] }', 'expected "format": 1, came 2'],
    ['null', 'expected "format": 1'],
    ['{ "format": 1 }', 'expected a list "cases"'],
    ['{ "format": 1, "cases": [null] }', 'cases[0] needs "test", "property" and "verdict"'],
    [
      '{ "format": 1, "cases": [{ "test": "", "property": "p", "verdict": "invalid", "case": {} }] }',
      'cases[0].case needs "params"',
    ],
    [
      '{ "format": 1, "cases": [{ "test": "", "property": "p", "verdict": "invalid", "case": { "params": { "$": "x" } } }] }',
      'params: "$": "x" is no kind of value',
    ],
  ])('a file with %j is refused by name and left as it is', ([text, message]) => {
    mkdirSync(join(folder, '__counterexamples__'));
    writeFileSync(kept, text!);
    expect(() => checkProperty(wrong, tenths(), memory())).toThrow(UsageError);
    expect(() => checkProperty(wrong, tenths(), memory())).toThrow(message!);
    expect(readFileSync(kept, 'utf8')).toBe(text);
  });
});

test('a stored network replays under other limits and agrees once it is mended', () => {
  const first = checkProperty(plantedReluNetwork, reluNetworkCases(), { seed: 2026, ...memory() });
  const again = checkProperty(plantedReluNetwork, reluNetworkCases({ width: 2, batch: 1 }), { seed: 1, ...memory() });
  expect(again.counterexample!.check.blame).toEqual(first.counterexample!.check.blame);
  const mended = { ...reluNetwork, name: plantedReluNetwork.name! };
  expect(checkProperty(mended, reluNetworkCases(), { seed: 1, numRuns: 5, ...memory() }).memory!.passing).toEqual([
    { id: again.memory!.stored, now: 'agrees' },
  ]);
});
