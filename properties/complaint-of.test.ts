import { expect, test } from 'vitest';
import { complaintOf } from './complaint-of.ts';
import { Coverage } from './coverage.ts';

const runs = { asked: 100, done: 100, agrees: 5, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
const complaint = (more: Partial<typeof runs>): string =>
  complaintOf({ ...runs, ...more }, new Coverage(), { agreeing: 0.6, cover: {} });

test('what to do about too few cases that agree depends on what the others are', () => {
  expect(complaint({ kink: 95 })).toMatch(/; draw other cases$/);
  expect(complaint({ unresolved: 95 })).toMatch(
    /; the loss is too noisy: declare its `precision`, or allow a coarser `resolution`$/,
  );
  expect(complaint({ invalid: 95 })).toMatch(/; in 95 the loss is not finite: draw values at which it is$/);
  expect(complaint({ agrees: 60, kink: 40 })).toBe('');
});
