import { expect, test } from 'vitest';
import { screening } from './screening.ts';

test('a screen needs 24 losses for 10,285 parameters, and faults are located (short form)', () => {
  const section = screening(0.05);
  expect(section.misses).toEqual([]);
  expect(section.rows).toHaveLength(8);
});
