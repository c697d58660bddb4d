import { expect, test } from 'vitest';
import { detection } from './detection.ts';

test('most real bugs are found from one example, all by cases that know the domain, none in right gradients (short form)', () => {
  const { rows, misses } = detection(0.06);
  expect(misses).toEqual([]);
  const [like, known] = rows.map(([, bugs, found, , alarms]) => [bugs, found, alarms].map(Number));
  expect(like![1]!).toBeGreaterThanOrEqual(3);
  expect(known).toEqual([4, 4, 0]);
});
