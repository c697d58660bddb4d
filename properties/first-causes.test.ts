import { expect, test } from 'vitest';
import { casesLike } from '../generators/index.ts';
import { propertyText } from '../reports/property-text.ts';
import { checkProperty } from './check-property.ts';

test('what the first failing case told is not guessed again from a minimal one that shows less', () => {
  const lacking = {
    name: 'lacking',
    loss: (w: readonly number[], { x, lambda }: { x: number[]; lambda: number }) =>
      w.reduce((sum, v, j) => sum + v ** 3 * x[j]! + (lambda / 2) * v * v, 0),
    gradient: (w: readonly number[], { x }: { x: number[] }) => w.map((v, j) => 3 * v * v * x[j]!),
  };
  const cases = casesLike([0.2, -0.1, 0.4, 0.7], { x: [0.3, -1.1, 0.8, 2.1], lambda: 0.1 });
  const text = propertyText(checkProperty(lacking, cases, { seed: 1 }));
  expect(text).toContain('in the case that failed first:');
  expect(text).toMatch(/dparams lacks \S+ \* params/);
  expect(text).not.toMatch(/dparams is 0 in/);
});
