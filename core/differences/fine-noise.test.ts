import { describe, expect, it } from 'vitest';
import { flatten } from '../tree.ts';
import { fineNoise } from './fine-noise.ts';

function listen(loss: (point: Float64Array) => number, params: number[]): number {
  const { flat, layout } = flatten(params);
  const steps = fineNoise(flat, layout, loss(flat));
  let step = steps.next();
  while (!step.done) step = steps.next(loss(step.value as Float64Array));
  return step.value;
}

describe('fineNoise', () => {
  it('hears next to nothing in smooth losses', () => {
    expect(listen(([a = 0, b = 0]) => Math.exp(a * b) + Math.sin(a), [0.3, -0.8])).toBeLessThan(1e-15);
    expect(listen(([a = 0]) => a ** 2, [0.5])).toBeLessThan(1e-16);
  });

  it('hears nothing in a constant loss', () => {
    expect(listen(() => 3, [1, 2])).toBe(0);
  });

  it('is not deceived by a kink at the point itself', () => {
    expect(listen(([a = 0]) => Math.abs(a), [0])).toBeLessThan(1e-15);
  });

  it.each([0.3, -0.7506633584596822, 12.5])('hears float32 inside of a float64 sum, at %d', (w) => {
    const loss = ([a = 0]: Float64Array): number => 0.1 * Math.fround(Math.tanh(Math.fround(Math.fround(a) * 0.1)));
    const ulp = 0.1 * 2 ** -24 * Math.tanh(0.1 * w);
    expect(listen(loss, [w])).toBeGreaterThan(Math.abs(ulp) / 10);
    expect(listen(loss, [w])).toBeLessThan(Math.abs(ulp) * 4);
  });

  it('hears steps that lie further apart than the first spacings', () => {
    expect(listen(([a = 0]) => Math.fround(1 + a * 1e-4), [0.4])).toBeGreaterThan(1e-9);
  });
});
