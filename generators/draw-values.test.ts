import fc from 'fast-check';
import { expect, test } from 'vitest';
import { debugInitializeWeights } from '../core/models/debug-initialize-weights.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawValues, SCHEMES, type Scheme } from './draw-values.ts';

function values(shape: readonly number[], scheme: Scheme, seed = 1): Tensor {
  const schema = () => ({ fields: new Map(), sizes: new Map() });
  const cases = new CaseArbitrary<Case<Tensor>>({
    draw: (source) => ({ params: drawValues(source, shape, scheme) }),
    schema,
  });
  return fc.sample(cases, { seed, numRuns: 1 })[0]!.params;
}

const mean = (data: Float64Array): number => data.reduce((sum, x) => sum + x, 0) / data.length;
const variance = (data: Float64Array): number => data.reduce((sum, x) => sum + x * x, 0) / data.length;
const largest = (data: Float64Array): number => data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

test.each(SCHEMES)('%s fills a tensor of the shape asked, on small and large blocks', (scheme) => {
  for (const shape of [[1, 1], [3, 2], [4], [40, 30]]) {
    const { shape: got, data } = values(shape, scheme);
    expect(got).toEqual(shape);
    expect(data).toHaveLength(shape.reduce((product, extent) => product * extent, 1));
    expect(data.every(Number.isFinite)).toBe(true);
  }
});

test('debug is debugInitializeWeights, its bias column among the columns asked for', () => {
  expect(values([5, 4], 'debug')).toEqual(debugInitializeWeights(5, 3));
  expect(values([5, 4], 'debug', 2)).toEqual(values([5, 4], 'debug', 3));
});

test('debug fills a vector as a single column', () => {
  expect([...values([3], 'debug').data]).toEqual([...debugInitializeWeights(3, 0).data]);
});

test('lattice draws the nine halves in [-2, 2], zero among them, each as often', () => {
  const { data } = values([100, 100], 'lattice');
  const counts = new Map<number, number>();
  for (const x of data) counts.set(x, (counts.get(x) ?? 0) + 1);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
  for (const count of counts.values()) expect(Math.abs(count / data.length - 1 / 9)).toBeLessThan(0.02);
});

test('normal has mean 0 and variance 1', () => {
  const { data } = values([100, 200], 'normal');
  expect(Math.abs(mean(data))).toBeLessThan(0.04);
  expect(Math.abs(variance(data) - 1)).toBeLessThan(0.06);
});

test('uniform lies in [-1, 1) with mean 0 and variance 1/3', () => {
  const { data } = values([100, 200], 'uniform');
  expect(largest(data)).toBeLessThanOrEqual(1);
  expect(largest(data)).toBeGreaterThan(0.99);
  expect(Math.abs(mean(data))).toBeLessThan(0.025);
  expect(Math.abs(variance(data) - 1 / 3)).toBeLessThan(0.015);
});

test('xavier is uniform within sqrt(6 / (in + out)): variance 2 / (in + out)', () => {
  const { data } = values([50, 400], 'xavier');
  const limit = Math.sqrt(6 / 450);
  expect(largest(data)).toBeLessThanOrEqual(limit);
  expect(largest(data)).toBeGreaterThan(0.99 * limit);
  expect(Math.abs(mean(data)) / limit).toBeLessThan(0.025);
  expect(Math.abs(variance(data) / (2 / 450) - 1)).toBeLessThan(0.05);
});

test('he has variance 2 / in, whatever the number of outputs', () => {
  for (const out of [50, 100]) {
    const { data } = values([out, 200], 'he');
    expect(Math.abs(mean(data)) / Math.sqrt(2 / 200)).toBeLessThan(0.06);
    expect(Math.abs(variance(data) / (2 / 200) - 1)).toBeLessThan(0.08);
  }
});
