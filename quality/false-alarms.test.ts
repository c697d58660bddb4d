import { expect, test } from 'vitest';
import { falseAlarms } from './false-alarms.ts';

test('right gradients in every regime raise no false alarm (short form)', () => {
  const section = falseAlarms(0.02);
  expect(section.misses).toEqual([]);
  expect(section.rows).toHaveLength(29);
});
