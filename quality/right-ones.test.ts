import { expect, test } from 'vitest';
import { rightOnes } from './right-ones.ts';

test('controls and the right gradients of the corpus raise no false alarm (short form)', () => {
  const section = rightOnes(0.05);
  expect(section.misses).toEqual([]);
  expect(section.rows.length).toBeGreaterThanOrEqual(3);
});
