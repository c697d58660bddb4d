import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { flatten, flattenLike } from '../core/tree.ts';
import { excess } from './faults/excess.ts';
import { FAULTS } from './faults/index.ts';
import { plant, plantNone } from './faults/plant.ts';
import { slipOf } from './faults/slip-of.ts';
import { shrinking } from './shrinking.ts';

const LIMITS = { depth: 3, width: 4, batch: 4 };

test('planted faults are found and end in least cases that still show them (short form)', () => {
  const section = shrinking(0.1);
  expect(section.misses).toEqual([]);
  expect(section.rows.at(-1)!.slice(0, 4)).toEqual(['all', '8', '16', '16']);
});

test.each(['dense', 'sigmoid', 'relu'] as const)('without a fault the backward pass is right: %s', (network) => {
  const { right, wrong, cases } = plantNone(network, LIMITS);
  for (const { params, data } of fc.sample(cases, { seed: 1, numRuns: 40 })) {
    const { flat, layout } = flatten(params);
    const claimed = flattenLike(layout, wrong.gradient(params, data));
    for (const [i, x] of flattenLike(layout, right.gradient(params, data)).entries()) {
      expect(Math.abs(claimed[i]! - x)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(x)));
    }
    expect(claimed).toHaveLength(flat.length);
  }
});

test('there are 60 faults and more, each with a name of its own', () => {
  const names = FAULTS.map(({ family, name, where, network }) => `${family}, ${name}, ${where}, ${network}`);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names).size).toBe(names.length);
});

describe('the suite can tell', () => {
  const doubled = FAULTS.find(({ name, where }) => name === 'dW doubled' && where === 'last')!;
  const planted = plant(doubled, LIMITS);
  const point = fc
    .sample(planted.cases, { seed: 2, numRuns: 50 })
    .find(
      (at) => planted.cases.schema(at).sizes.get('m')! > 2 && checkGradient(planted.wrong, at).verdict === 'disagrees',
    )!;
  const check = checkGradient(planted.wrong, point);

  test('the fault itself from a slip', () => {
    expect(slipOf(planted, point, check)).toBeUndefined();
    expect(slipOf({ ...planted, wrong: planted.right }, point, check)).toMatch(/^[Wb]\d is blamed and right$/);
    expect(slipOf({ ...planted, right: planted.wrong }, point, check)).toBe('the right gradient is disagrees');
    expect(slipOf(planted, point, checkGradient(planted.right, point))).toMatch(/^checked afresh it is/);
  });

  test('a case that is larger than it need be', () => {
    expect(excess(doubled, planted, point)).toContain(`m = ${planted.cases.schema(point).sizes.get('m')}`);
  });
});
