import { expect, test } from 'vitest';
import { Limits } from './limits.ts';

/** Asks before each of many cases, which take so many milliseconds one after the other; how many may be run. */
function runs(timeLimit: number, cases: readonly number[]): number {
  let time = 0;
  const limits = new Limits({ timeLimit, maxLosses: undefined }, () => time);
  let done = 0;
  for (const milliseconds of cases) {
    if (limits.reached(false)) break;
    time += milliseconds;
    done++;
  }
  return done;
}

test('cases are run until the time is over', () => expect(runs(1000, Array(100).fill(10))).toBe(99));

test('a case that would end after the limit, as slow as the slowest before, is not begun', () => {
  expect(runs(1000, [400, 400, 400])).toBe(2);
  expect(runs(1000, [10, 600, 10, 10, 10])).toBe(2);
});

test('the first case is always begun', () => expect(runs(1, [500, 500])).toBe(1));
