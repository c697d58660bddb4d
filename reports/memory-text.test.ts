import { expect, test } from 'vitest';
import type { MemoryReport } from '../core/results.ts';
import { memoryText } from './memory-text.ts';

const quiet: MemoryReport = {
  file: '/home/me/net/__counterexamples__/net.test.ts.json',
  replayed: 0,
  failing: [],
  passing: [],
  unfit: [],
};

test('there is nothing to say where nothing was stored', () => {
  expect(memoryText(quiet)).toBe('');
});

test('it says what was replayed, what passes, what no longer fits and what was stored, without the folders above', () => {
  expect(
    memoryText({
      ...quiet,
      replayed: 4,
      failing: ['11111111'],
      passing: [
        { id: '22222222', now: 'agrees' },
        { id: '33333333', now: 'unresolved' },
      ],
      unfit: [{ id: '44444444', message: 'the gradient has no block b' }],
      stored: '11111111',
    }),
  ).toBe(`replayed first: 4 of __counterexamples__/net.test.ts.json
did not reproduce: 22222222 (now: agrees), 33333333 (now: unresolved); \`gradcheck prune\` removes what passes
no longer fits: 44444444: the gradient has no block b
stored as 11111111 in __counterexamples__/net.test.ts.json; it is replayed first on every run`);
});

test('it says why a case was not stored, and where it would have been', () => {
  const file = 'C:\\net\\__counterexamples__\\net.test.ts.json';
  expect(memoryText({ ...quiet, file, notStored: 'in CI nothing is written' })).toBe(
    'not stored in __counterexamples__/net.test.ts.json: in CI nothing is written',
  );
});
