import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GradientMeta } from './gradient-meta.ts';

/** What a reporter saw of a test; see the configuration of the fixtures. */
interface Seen {
  readonly name: string;
  readonly state: string;
  readonly errors: readonly { readonly message: string; readonly stack: string }[];
  readonly gradcheck?: GradientMeta;
  readonly annotations: readonly { readonly message: string; readonly type: string }[];
}

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

// Inside of the project, where its modules are found; hidden, and no file in it is called a test.
const folder = mkdtempSync(fileURLToPath(new URL('./.fixtures-', import.meta.url)));
let seen: ReadonlyMap<string, Seen> = new Map();
let again: ReadonlyMap<string, Seen> = new Map();

async function runVitest(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const { VITEST: _, VITEST_WORKER_ID: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [VITEST, ...args], {
    cwd: folder,
    env: { ...inherited, CI: '', NODE_ENV: '', ...environment },
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.on('close', resolve));
}

function read(file: string): Map<string, Seen> {
  const tests = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Seen[];
  return new Map(tests.map((one) => [one.name, one]));
}

function stored(): string {
  const file = `${folder}/__counterexamples__/verdicts.fixture.ts.json`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

// Two shards, put together by a merge, so that everything below is what a merged report holds.
beforeAll(async () => {
  cpSync(new URL('./fixtures/', import.meta.url), folder, { recursive: true });
  await Promise.all(['1/2', '2/2'].map((shard) => runVitest(['run', '--shard', shard])));
  await Promise.all([
    runVitest(['run', '--merge-reports'], { SEEN: 'merged.json' }),
    runVitest(['run', 'verdicts', '-t', 'wrong$|^right$'], { SEEN: 'again.json', GRADCHECK_SEED: '77' }),
  ]);
  seen = read('merged.json');
  again = read('again.json');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (name: string): Seen => {
  const one = seen.get(name);
  if (one === undefined) throw new Error(`no test ${name} among ${[...seen.keys()].join(', ')}`);
  return one;
};
const errorOf = (name: string): string => {
  const { state, errors } = of(name);
  expect(state).toBe('failed');
  return errors[0]!.message;
};

describe('gradientTest', () => {
  test.for([
    'right',
    'right in drawn cases',
    'async',
    'a layer',
    'run if',
    'fails',
    '2 times the power 1',
    '3 times the power 2',
    'the power 3',
  ])('passes: %s', (name) => {
    expect(of(name)).toMatchObject({ state: 'passed', errors: [] });
  });

  test.for(['skipped', 'skipped if', 'to do', 'not the only one'])('does not run: %s', (name) => {
    expect(of(name).state).toBe('skipped');
  });

  test('runs the one that is marked', () => expect(of('the only one').state).toBe('passed'));

  test('fails with the report, which points to the line of the test', () => {
    const text = errorOf('a suite > wrong');
    expect(text).toContain('wrong: the gradient of params disagrees with its loss');
    expect(text).toContain('dparams is 1.500 times its central difference');
    expect(text).toContain('minimal case');
    const [first] = of('a suite > wrong')
      .errors[0]!.stack.split('\n')
      .filter((line) => /^\s+at /.test(line));
    expect(first).toContain('verdicts.fixture.ts');
  });

  test('says how its author replays it', () => {
    const [lines] = /^ {2}replay: .*\n.*$/m.exec(errorOf('forgetful')) ?? [];
    expect(lines).toMatch(
      /^ {2}replay: gradientTest\(name, \{ \.\.\., seed: (\d+), path: '[\d:]+' \}\)\n {2}or: GRADCHECK_SEED=\1 npx /,
    );
    expect(lines).toContain("npx vitest run verdicts.fixture.ts -t 'forgetful$'");
    expect(of('forgetful').gradcheck!.text).toBe(errorOf('forgetful'));
    expect(errorOf('does not match in drawn cases')).toContain(
      'replay: await expect(problem).toHaveCorrectGradient(cases, { seed: ',
    );
  });

  test('checks the example as well, and shows no path that leads elsewhere', () => {
    const text = errorOf('wrong at the example alone');
    expect(text).toContain('at the example: the gradient of params disagrees');
    expect(text).not.toContain('replay:');
  });

  test.for([
    ['no cases', 'give cases (an arbitrary of { params, data }) or an example'],
    ['two kinds of cases', 'give either cases or an example (params, data), not both'],
    ['a mistyped option', 'options.numRun: unknown'],
  ] as const)('says what to change: %s', ([name, message]) => expect(errorOf(name)).toContain(message));
});

describe('what is left with the test', () => {
  test('seed, verdict and numbers in its meta, after shards and a merge', () => {
    expect(of('right').gradcheck).toMatchObject({
      verdict: 'agrees',
      ok: true,
      file: 'verdicts.fixture.ts',
      test: 'right',
      seed: expect.any(Number),
      runs: { asked: 40, done: 40 },
      resolution: expect.any(Number),
    });
    expect(of('right in drawn cases').gradcheck!.runs).toMatchObject({ asked: 7, done: 7, agrees: 7 });
    expect(of('a suite > wrong').gradcheck).toMatchObject({
      verdict: 'disagrees',
      ok: false,
      test: 'a suite > wrong',
      counterexample: { blame: ['params'] },
    });
  });

  test('numbers that JSON lacks as words', () => {
    expect(of('not a number').gradcheck).toMatchObject({ verdict: 'invalid', counterexample: { verdict: 'invalid' } });
    expect(JSON.stringify(of('forgetful').gradcheck)).not.toMatch(/:null/);
  });

  test('an annotation of one line', () => {
    const [annotation] = of('right').annotations;
    expect(annotation).toMatchObject({ type: 'gradcheck' });
    expect(annotation!.message).toMatch(/^agrees: 40 of 40 cases \(.*\), \d+.* losses, .*, seed \d+$/);
  });
});

describe('seeds', () => {
  test('differ between tests, and come from the names', () => {
    expect(of('right').gradcheck!.seed).not.toBe(of('async').gradcheck!.seed);
    expect(of('a suite > wrong').gradcheck!.seed).toBe(458462989);
  });

  test('come from GRADCHECK_SEED where it is set', () => expect(again.get('right')!.gradcheck!.seed).toBe(77));
});

describe('memory', () => {
  test('keeps failing cases beside the test file under the name of the test', () => {
    expect(stored()).toContain('"test": "a suite > wrong"');
    expect(errorOf('a suite > wrong')).toContain('it is replayed first on every run');
  });

  test('replays them first in the next run', () => {
    expect(again.get('a suite > wrong')!.errors[0]!.message).toMatch(/stored|replayed/);
    expect(again.get('a suite > wrong')!.gradcheck!.runs).toMatchObject({ asked: 40, done: 1 });
  });

  test('keeps nothing where it is turned off', () => expect(stored()).not.toContain('forgetful'));
});

describe('time', () => {
  test('ends before the timeout of the test, and says how far it came', () => {
    const text = errorOf('slow and right');
    expect(text).toMatch(/only \d+ of 10000 cases were run before timeLimit 480 ms/);
    expect(text).toContain('ends before the timeout of its test, 600 ms');
    expect(of('slow and right').gradcheck!.verdict).toBe('unresolved');
  });

  test('reports the best so far of a failure', () => {
    expect(errorOf('slow and wrong')).toContain('dparams is 1.500 times its central difference');
    expect(of('slow and wrong').gradcheck!.verdict).toBe('disagrees');
  });

  test('a limit of its own goes before that of the test', () => {
    expect(errorOf('with a limit of its own')).toContain('before timeLimit 200 ms');
  });

  test('a loss that never waits is interrupted as well', () =>
    expect(errorOf('busy and right')).toContain('timeLimit 320 ms'));

  test('a matcher has what is left of it', () => {
    const [, limit] = /timeLimit (\d+)/.exec(errorOf('a slow matcher'))!;
    expect(Number(limit)).toBeLessThanOrEqual(480 - 190);
  });

  test.for(['timers run while a campaign does', 'faked timers do not stop a campaign'])('%s', (name) => {
    expect(of(name)).toMatchObject({ state: 'passed', errors: [] });
  });
});

describe('controls', () => {
  test('plants faults in a gradient that agrees, and leaves the kill table with the test', () => {
    const { state, gradcheck, annotations } = of('with faults');
    expect(state).toBe('passed');
    expect(gradcheck).toMatchObject({ ok: true, verdict: 'agrees', controls: { survivors: [] } });
    expect(gradcheck!.controls!.killed).toBe(gradcheck!.controls!.of);
    expect(gradcheck!.text).toMatch(/dparams doubled +1 {2}yes/);
    expect(annotations[0]!.message).toMatch(/(\d+) of \1 planted faults caught, seed/);
  });

  test('a fault that survives is told, and fails the test where controls are required', () => {
    expect(of('with faults that survive')).toMatchObject({ state: 'passed', gradcheck: { ok: true } });
    expect(of('with faults that survive').gradcheck!.controls!.survivors).toContain('dparams doubled');
    expect(errorOf('with faults that must not survive')).toMatch(/dparams doubled +never/);
    expect(of('with faults that must not survive').gradcheck).toMatchObject({ ok: false, verdict: 'unresolved' });
  });

  test('plants none in a gradient that is wrong', () => {
    expect(errorOf('wrong, with faults')).toContain('disagrees with its loss');
    expect(of('wrong, with faults').gradcheck).not.toHaveProperty('controls');
    expect(errorOf('mistyped controls')).toContain("options.controls: expected true, false or 'required'");
  });
});

describe('toHaveCorrectGradient', () => {
  test.for(['matches at a point', 'matches in drawn cases', 'not: wrong', 'concurrent, with its own expect'])(
    'passes: %s',
    (name) => expect(of(name)).toMatchObject({ state: 'passed', errors: [] }),
  );

  test('fails with the report', () => {
    expect(errorOf('does not match at a point')).toMatch(/^gradient disagrees: params/);
    expect(errorOf('does not match in drawn cases')).toContain('minimal case');
    expect(errorOf('concurrent and wrong')).toMatch(/^gradient disagrees: params/);
  });

  test('not: asks for a gradient that is wrong beyond doubt', () => {
    expect(errorOf('not: right')).toMatch(/^expected a gradient that is wrong\n\ngradient agrees with its loss/);
    expect(errorOf('not: unresolved')).toMatch(/^expected a gradient that is wrong\n\n/);
  });
});
