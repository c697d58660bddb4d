import { expect, test } from 'vitest';
import { workspace } from './workspace.ts';

test('workspace lends the same buffer again until a longer one is needed, and never shrinks', () => {
  const first = workspace(900, 10);
  expect(first.length).toBe(10);
  expect(workspace(900, 3)).toBe(first);
  const longer = workspace(900, 11);
  expect(longer.length).toBeGreaterThanOrEqual(11);
  expect(workspace(900, 10)).toBe(longer);
  expect(workspace(901, 10)).not.toBe(longer);
});
