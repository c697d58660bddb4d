import { beforeEach, expect, test } from 'vitest';
import type { TestCase, TestModule, Vitest } from 'vitest/node';
import { isWatched, PROGRESS } from './live.ts';
import { liveLines } from './live-lines.ts';

const WINDOW = ['', ' ❯ net.test.ts 0/2', ''];
const renderer = (lines = WINDOW) => ({ options: { getWindow: () => lines } });

const summary = { renderer: renderer() };
const hooks = liveLines();
const shown = (): readonly string[] => summary.renderer.options.getWindow();
const testCase = (id: string, state = 'pending', fullName = id): TestCase =>
  ({ id, fullName, result: () => ({ state }) }) as TestCase;
const say = (test: TestCase, words: string, type = PROGRESS) =>
  void hooks.onTestCaseArtifactRecord(test, { type, words } as never);

const vitest = (...reporters: unknown[]) => ({ reporters, logger: { getColumns: () => 60 } }) as unknown as Vitest;

beforeEach(() => {
  summary.renderer = renderer();
  hooks.onInit(vitest({ summary }));
  hooks.onTestRunStart();
});

test('one line for every test that says how far it is, below those of vitest', () => {
  expect(shown()).toEqual(WINDOW);
  say(testCase('huber'), '1 of 9 cases');
  say(testCase('cube'), '1 of 5 cases');
  say(testCase('huber'), '2 of 9 cases');
  expect(shown()).toEqual([...WINDOW, '  gradcheck  huber  2 of 9 cases', '  gradcheck  cube  1 of 5 cases', '']);
});

test('it goes with the end of its test, of its file, and of the run', () => {
  for (const name of ['a', 'b', 'c']) say(testCase(name), 'works');
  void hooks.onTestCaseResult(testCase('a', 'passed'));
  expect(shown()).toEqual([...WINDOW, '  gradcheck  b  works', '  gradcheck  c  works', '']);
  void hooks.onTestModuleEnd({ children: { allTests: () => [testCase('b')] } } as unknown as TestModule);
  expect(shown()).toEqual([...WINDOW, '  gradcheck  c  works', '']);
  hooks.onTestRunStart();
  expect(shown()).toEqual(WINDOW);
});

test('what comes too late, and what others record, is not shown', () => {
  say(testCase('late', 'passed'), 'works');
  say(testCase('other'), 'works', 'other:artifact');
  expect(shown()).toEqual(WINDOW);
});

test('a name takes one line, whatever is in it, and a long one is shortened', () => {
  say(testCase('a', 'pending', 'two\nlines \u001b[31mred'), 'works');
  say(testCase('b', 'pending', 'n'.repeat(200)), '3 of 9 cases');
  const [, , , first, second] = shown();
  expect(first).toBe('  gradcheck  two lines  [31mred  works');
  expect(second).toMatch(/^ {2}gradcheck {2}n+….*n {2}3 of 9 cases$/);
  expect(second!.length).toBe(59);
});

test('of many, five are shown', () => {
  for (let i = 0; i < 8; i++) say(testCase(`t${i}`), 'works');
  expect(shown().slice(WINDOW.length)).toEqual([
    ...[0, 1, 2, 3, 4].map((i) => `  gradcheck  t${i}  works`),
    '  and 3 more',
    '',
  ]);
});

test('reporters with a window of their own have it there, and others are left alone', () => {
  const dot = { renderer: renderer(['···']) };
  const json = { onTestRunEnd: () => {} };
  hooks.onInit(vitest(json, dot, { renderer: {} }, { summary: {} }));
  say(testCase('huber'), 'works');
  expect(dot.renderer.options.getWindow()).toEqual(['···', '  gradcheck  huber  works', '']);
  expect(() => hooks.onInit({} as Vitest)).not.toThrow();
});

test('somebody watches a terminal, but not in CI', () => {
  expect(isWatched({ isTTY: true }, {})).toBe(true);
  expect(isWatched({ isTTY: true }, { CI: 'true' })).toBe(false);
  expect(isWatched({}, {})).toBe(false);
});
