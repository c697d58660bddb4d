import { expect, test } from 'vitest';
import { builtInSystems } from './built-in-systems.ts';

test('the built-in systems raise no false alarm over random cases (short form)', () => {
  const section = builtInSystems(0.05);
  expect(section.misses).toEqual([]);
  expect(section.rows).toHaveLength(7);
});
