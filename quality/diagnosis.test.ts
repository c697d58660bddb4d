import { describe, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { plantedReluNetwork } from '../core/models/index.ts';
import { MISTAKES } from './diagnosis/mistakes.ts';
import { tallyOf } from './diagnosis/tally-of.ts';
import { diagnosis } from './diagnosis.ts';

test('planted mistakes are named, and nothing else is said (short form)', () => {
  const { misses, rows } = diagnosis(0.04);
  expect(misses.filter((miss) => !miss.startsWith('wrong'))).toEqual([]);
  // One network each: a single slip is more than 1%.
  expect(Number(rows.find(([name]) => name === 'all')![4])).toBeLessThanOrEqual(1);
});

test('there are 40 sorts of mistakes and more, each with a name of its own', () => {
  const named = MISTAKES.filter(({ open }) => !open);
  expect(named.length).toBeGreaterThanOrEqual(40);
  expect(new Set(MISTAKES.map(({ name }) => name)).size).toBe(MISTAKES.length);
});

test('the planted twin of the classical exercise prints two lines, of dW2 and of db1', () => {
  const data = {
    X: {
      shape: [4, 3],
      data: Float64Array.of(1.62, -0.61, -0.53, -1.07, 0.87, -2.3, 1.74, -0.76, 0.32, -0.25, 1.46, -2.06),
    },
    Y: [1, 1, 0],
  };
  const fill = (shape: readonly number[], seed: number) => ({
    shape,
    data: Float64Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(7 * seed + 3 * i + 1)),
  });
  const params = Object.fromEntries(
    [
      [5, 4],
      [3, 5],
      [1, 3],
    ].flatMap(([out = 0, n = 0], l) => [
      [`W${l + 1}`, fill([out, n], l)],
      [`b${l + 1}`, fill([out, 1], l + 3)],
    ]),
  );
  const { diagnoses } = checkGradient(plantedReluNetwork, { params, data });
  expect(diagnoses.map(({ message }) => message.replace(/residual .*\)/, 'residual r)'))).toEqual([
    'db1 is 4.000 times its central difference in all 5 entries (largest residual r)',
    'dW2 is 2.000 times its central difference in all 15 entries (largest residual r)',
  ]);
});

describe('the suite can tell', () => {
  const doubled = MISTAKES.find(({ name }) => name === 'factor: dW doubled (first)')!;

  test('a cause that is not the right one', () => {
    const { runs, first, wrong, slips } = tallyOf({ ...doubled, kinds: ['transposed'] }, 3, 1);
    expect({ runs, first, wrong }).toEqual({ runs: 3, first: 0, wrong: 3 });
    expect(slips[0]).toMatch(/dW1 is 2\.000/);
  });

  test('the right one', () => {
    expect(tallyOf(doubled, 3, 1)).toMatchObject({ runs: 3, first: 3, wrong: 0 });
  });
});
