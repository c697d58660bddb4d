import { expect, test } from 'vitest';
import { power } from './power.ts';

test('errors of a share of an entry, a row or a block are caught (short form)', () => {
  const { head, rows } = power(0.04);
  const share = (name: string, size: string): number =>
    Number(rows.find(([rule]) => rule === name)?.[head.indexOf(size)]);
  for (const fault of ['entry', 'row', 'block']) {
    expect(share(`full, frozen branches: ${fault}`, '1e-4')).toBe(100);
    expect(share(`full, frozen branches: ${fault}`, '1e-6')).toBeGreaterThanOrEqual(97);
    expect(share(`full, black box: ${fault}`, '1e-4')).toBeGreaterThanOrEqual(95);
  }
  // The table can tell rules apart: torch's tolerances let these pass.
  expect(share('torch slow: entry', '1e-4')).toBeLessThan(5);
});
