import { describe, expect, it } from 'vitest';
import { uniformSource } from '../random.ts';
import { flatten } from '../tree.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './arithmetic.ts';
import { measureNoise, noiseOf } from './noise.ts';

type Loss = (point: Float64Array) => number;

function measure(
  loss: Loss,
  params: number[] | Float32Array,
  arithmetic: Arithmetic = FLOAT64,
  points = 7,
): { noise: number; losses: number } {
  const { flat, layout } = flatten(params);
  const steps = measureNoise(flat, layout, loss(flat), arithmetic, points);
  let losses = 0;
  let step = steps.next();
  while (!step.done) {
    losses++;
    step = steps.next(loss(step.value as Float64Array));
  }
  return { noise: step.value, losses };
}

describe('noiseOf', () => {
  const random = uniformSource(3);
  const noisy = (size: number, smooth: (i: number) => number): Float64Array =>
    Float64Array.from({ length: 7 }, (_, i) => smooth(i) + size * (2 * random() - 1));

  it.each([1e-14, 1e-9, 1e-3])('finds the deviation of uniform noise of size %d on a quadratic', (size) => {
    const ratios: number[] = [];
    for (let n = 0; n < 500; n++) {
      const curvature = 1e-2 * size * (2 * random() - 1);
      const values = noisy(size, (i) => size * (1 + 0.3 * i) + curvature * i ** 2);
      ratios.push(noiseOf(values) / (size / Math.sqrt(3)));
    }
    ratios.sort((a, b) => a - b);
    const inside = ratios.filter((ratio) => ratio >= 0.25 && ratio <= 4).length;
    expect(inside).toBeGreaterThanOrEqual(490);
    expect(ratios[250]).toBeGreaterThan(0.5);
    expect(ratios[250]).toBeLessThan(2);
  });

  it.each([1e3, 1e6])('is not misled by a slope of %d times the noise', (steepness) => {
    const ratios: number[] = [];
    for (let n = 0; n < 500; n++) {
      ratios.push(noiseOf(noisy(1e-9, (i) => steepness * 1e-9 * i)) / (1e-9 / Math.sqrt(3)));
    }
    expect(ratios.filter((ratio) => ratio >= 0.25 && ratio <= 4).length).toBeGreaterThanOrEqual(485);
  });

  it('scales with the values and does not see their mean', () => {
    const values = noisy(1, () => 0);
    const level = noiseOf(values);
    expect(noiseOf(values.map((x) => 8 * x))).toBeCloseTo(8 * level, 12);
    expect(noiseOf(values.map((x) => x + 16))).toBeCloseTo(level, 12);
  });

  it('of equal values is 0, and does not change them', () => {
    const values = new Float64Array(7).fill(3);
    expect(noiseOf(values)).toBe(0);
    expect(Array.from(values)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  });
});

describe('measureNoise', () => {
  it.each([1e-12, 1e-9, 1e-6, 1e-3])(
    'finds the noise of a loss that is rough by %d, widened and never below it',
    (size) => {
      const random = uniformSource(17);
      for (let n = 0; n < 50; n++) {
        const at = 2 * random() - 1;
        const loss: Loss = (p) => Math.sin(p[0]!) + size * (2 * random() - 1);
        const { noise } = measure(loss, [at]);
        expect(noise).toBeGreaterThan(size / Math.sqrt(3) / 2);
        expect(noise).toBeLessThan(30 * size);
      }
    },
  );

  it('is never below the rounding of the value of the loss, nor of 1', () => {
    expect(measure(() => 5, [1]).noise).toBe(5 * 2 ** -52);
    expect(measure(() => -3e9, [1]).noise).toBe(3e9 * 2 ** -52);
    expect(measure(() => 1e-30, [1]).noise).toBe(2 ** -52);
    expect(measure(() => 1e-30, [1], FLOAT32).noise).toBe(2 ** -23);
  });

  it('of a smooth float64 loss stays near its rounding', () => {
    for (const at of [-2, -0.3, 0, 0.7, 3]) {
      const { noise, losses } = measure((p) => Math.exp(Math.sin(p[0]!)), [at]);
      expect(noise).toBeLessThan(1e-14);
      expect(losses).toBeLessThanOrEqual(14);
    }
  });

  it('a kink beside the point is not taken for noise, on whichever side it is', () => {
    for (const bend of [0.5 + 3e-8, 0.5 - 3e-8, 0.5]) {
      expect(measure((p) => Math.abs(p[0]! - bend), [0.5]).noise).toBeLessThan(1e-14);
    }
  });

  it('the rounding of a float32 loss is found without being told', () => {
    const loss: Loss = (p) => Math.fround(Math.exp(Math.fround(p[0]!)));
    for (const at of [0.3, 1.7, -0.4]) {
      const { noise } = measure(loss, [at]);
      expect(noise).toBeGreaterThan(loss(Float64Array.of(at)) * 2 ** -26);
      expect(noise).toBeLessThan(loss(Float64Array.of(at)) * 2 ** -18);
    }
  });

  it('the rounding of Float32Array params is not taken for noise of a float64 loss', () => {
    const loss: Loss = (p) => 1e3 * Math.sin(p[0]!) * p[1]!;
    for (const at of [0.3, -0.7, 2.9, 100]) {
      const { noise } = measure((p) => loss(Float64Array.from(p, Math.fround)), Float32Array.of(at, 0.6));
      expect(noise).toBeLessThan(1e-10);
    }
  });

  it('losses that are not finite beside the point leave the rounding of the value', () => {
    const loss: Loss = (p) => (p[0]! === 2 ? 7 : Number.NaN);
    expect(measure(loss, [2]).noise).toBe(7 * 2 ** -52);
  });

  it('moves every parameter and never asks for more than 28 losses', () => {
    const still = [true, true, true];
    const { losses } = measure(
      (p) => {
        for (const [i, x] of p.entries()) if (x !== 1) still[i] = false;
        return p.reduce((total, x) => total + Math.abs(Math.sin(1e9 * x)), 0);
      },
      [1, 1, 1],
    );
    expect(still).toEqual([false, false, false]);
    expect(losses).toBeLessThanOrEqual(28);
  });
});
