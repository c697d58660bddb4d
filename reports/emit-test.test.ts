import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import type { Case } from '../core/problem.ts';
import { emitTest } from './emit-test.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const tripled = { loss: (w: number) => w * w, gradient: (w: number) => 3 * w };
const found = (point: Case<number>) => ({ case: point, check: checkGradient(tripled, point) });

test('it is a vitest file of one assertion, with the finding as a comment', () => {
  const options = { problem: { name: 'square', from: './square.ts' }, title: "it's right", check: { seed: 3 } };
  expect(emitTest(found({ params: 0.5 }), options)).toBe(`import { assertGradient } from 'gradcheck';
import { test } from 'vitest';
import { square } from './square.ts';

// Found: disagrees params
// ${found({ params: 0.5 }).check.diagnoses[0]!.message}
test('it\\'s right', () => {
  assertGradient(square, { params: 0.5 }, { seed: 3 });
});
`);
});

test('a message of several lines stays in its comment', () => {
  const throwing = {
    loss: () => {
      throw new Error('one\ntwo\u2028three');
    },
    gradient: () => 0,
  };
  const text = emitTest({ case: { params: 1 }, check: checkGradient(throwing, { params: 1 }) });
  expect(text).toMatch(/^\/\/ two\n\/\/ three/m);
});

test('what is no data is refused by name, and so is what no export can be called', () => {
  const { check } = found({ params: 1 });
  expect(() => emitTest({ case: { params: 1, data: { f: Math.sin } }, check })).toThrow(
    'data.f: a function cannot be written down',
  );
  expect(() => emitTest({ case: { params: 1 }, check }, { problem: { name: 'a b', from: 'x' } })).toThrow(
    'options.problem.name',
  );
});

/** Every kind of value; the module of each emitted test holds its problem, which compares them bit by bit. */
const DATA = `{
  f64: Float64Array.of(NaN, -0, 1e-308, 5e-324, Infinity, -Infinity, 1 / 3),
  f32: Float32Array.of(0.1, -0, NaN, 3.4e38),
  plain: [[0.1 + 0.2, -0], [NaN]],
  long: Float64Array.from({ length: 200 }, (_, i) => Math.sin(i)),
  tensor: { shape: [1, 2], data: Float64Array.of(1, 2) },
  labels: Int32Array.of(1, -2),
  big: 12345678901234567890n,
  none: undefined,
  map: new Map([['a', -0]]),
  'a key': "it's",
}`;
const problemFile = (factor: number): string => `
import { isDeepStrictEqual } from 'node:util';
export const data = () => (${DATA});
export const problem = {
  loss: (w, came) => {
    if (!isDeepStrictEqual(came, data())) throw new Error('the data came changed');
    return w[0] * w[0] + w[1];
  },
  gradient: (w) => w.constructor.of(${factor} * w[0], 1),
};
`;

describe('emitted files, run by vitest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-emitted-'));
  const results = new Map<string, { status: string; message: string }>();

  beforeAll(() => {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const alias = JSON.stringify({ gradcheck: join(ROOT, 'index.ts') });
    writeFileSync(join(folder, 'vitest.config.js'), `export default { resolve: { alias: ${alias} } };`);
    writeFileSync(join(folder, 'wrong.js'), problemFile(3));
    writeFileSync(join(folder, 'right.js'), problemFile(2));
    const data: unknown = new Function(`return ${DATA}`)();
    for (const [name, params] of Object.entries({
      float64: Float64Array.of(0.1, -0),
      float32: Float32Array.of(0.1, 1.5),
    })) {
      const wrong = { loss: (w: ArrayLike<number>) => w[0]! * w[0]! + w[1]!, gradient: () => [0, 0] };
      const found = { case: { params, data }, check: checkGradient(wrong, { params }) };
      for (const from of ['wrong', 'right']) {
        const text = emitTest(found, { problem: { name: 'problem', from: `./${from}.js` }, title: `${name} ${from}` });
        writeFileSync(join(folder, `${name}-${from}.test.js`), text);
      }
    }
    const command = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--reporter=json'];
    let output = '';
    try {
      output = execFileSync(process.execPath, [...command, '--no-isolate', '--maxWorkers=1'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      // Some of them are to fail.
      output = (error as { stdout: string }).stdout;
    }
    for (const { assertionResults } of JSON.parse(output).testResults) {
      for (const { title, status, failureMessages } of assertionResults) {
        results.set(title, { status, message: failureMessages.join('\n') });
      }
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.for(['float64', 'float32'])('a %s case fails while the gradient is wrong, at its very values', (name) => {
    expect(results.get(`${name} wrong`)).toMatchObject({ status: 'failed' });
    expect(results.get(`${name} wrong`)!.message).toMatch(/disagrees: params/);
  });

  test.for(['float64', 'float32'])('a %s case passes once the gradient is right', (name) => {
    expect(results.get(`${name} right`)).toEqual({ status: 'passed', message: '' });
  });
});
