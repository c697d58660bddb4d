import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { replayLine } from './replay-line.ts';

const lines = (name: string, file = 'net.test.ts') =>
  replayLine({ name, file: { name: file } }, 7)("{ seed: 7, path: '0:2' }").split('\n');

test('says how to replay a gradientTest: by its options, and from the shell', () => {
  expect(lines('huber')).toEqual([
    "gradientTest(name, { ..., seed: 7, path: '0:2' })",
    "or: GRADCHECK_SEED=7 npx vitest run net.test.ts -t 'huber$'",
  ]);
});

test.each([
  ["it's [1] of $2 (a|b) * \\ `x`", 'a b/net.test.ts'],
  ['two\nlines', 'net.test.ts'],
])('the shell hands %j over so that it is found, and what it is part of is not', (name, file) => {
  const [, command] = lines(name, file) as [string, string];
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command.slice('or: '.length)}`], { encoding: 'utf8' });
  const [seed, , , , asked, , pattern] = words.split('\0');
  expect([seed, asked]).toEqual(['GRADCHECK_SEED=7', file]);
  for (const joint of [' ', ' > ']) expect(`a suite${joint}${name}`).toMatch(new RegExp(pattern!));
  expect(`${name} of another`).not.toMatch(new RegExp(pattern!));
});
