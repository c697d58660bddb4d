import { expect, test } from 'vitest';
import { replay } from './replay.ts';

test('stored counterexamples of every kind come again by value and fail in the same way (short form)', () => {
  const section = replay(0.1);
  expect(section.misses).toEqual([]);
  expect(section.rows.map(([, , replayed]) => replayed)).toEqual(section.rows.map(() => '2, 2'));
});
