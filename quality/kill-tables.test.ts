import { expect, test } from 'vitest';
import { killTables } from './kill-tables.ts';

test('every fault planted in a built-in system is caught, unless it is none (short form)', () => {
  const { misses, rows } = killTables(0.25);
  expect(misses).toEqual([]);
  expect(rows).toHaveLength(7);
  for (const [, faults, , killed] of rows) expect(Number(killed)).toBeGreaterThan(0.8 * Number(faults));
});
