import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { stepCurve, stepCurveAsync } from './step-curve.ts';

const cube = {
  loss: ({ a, b }: { a: number[]; b: number }) => a[1]! ** 3 * b,
  gradient: () => ({ a: [0, 0], b: 0 }),
};
const point = { params: { a: [1, 2], b: 1 } };

describe('stepCurve', () => {
  const { entry, loss, points } = stepCurve(cube, point, 'a[1]');

  it('goes from wide steps to narrow ones by fours, in units of the parameter', () => {
    expect([entry, loss, points.length]).toEqual(['a[1]', 8, 20]);
    expect(points.map(({ step }) => step).slice(0, 3)).toEqual([1, 0.25, 0.0625]);
  });

  it('shows the error of each difference: h, h^2, and none of a cube where it is extrapolated', () => {
    for (const { step, left, right, central, extrapolated } of points.slice(1, 6)) {
      expect(right).toBeCloseTo(12 + 6 * step + step ** 2, 9);
      expect(left).toBeCloseTo(12 - 6 * step + step ** 2, 9);
      expect(central).toBeCloseTo(12 + step ** 2, 9);
      expect(extrapolated).toBeCloseTo(12, 9);
    }
    expect(points[0]!.extrapolated).toBeNaN();
  });

  it('ends where a step is lost in the parameter', () => {
    expect(
      stepCurve({ loss: (w: Float32Array) => w[0]!, gradient: () => 0 }, { params: Float32Array.of(1) }, 'params[0]')
        .points,
    ).toHaveLength(12);
  });

  it('serves losses that return promises', async () => {
    const later = { loss: async (params: typeof point.params) => cube.loss(params), gradient: cube.gradient };
    expect(await stepCurveAsync(later, point, 'a[1]')).toEqual(stepCurve(cube, point, 'a[1]'));
  });

  it('refuses an entry that is not there', () => {
    expect(() => stepCurve(cube, point, 'a[2]')).toThrow(UsageError);
  });
});
