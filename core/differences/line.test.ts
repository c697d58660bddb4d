import { describe, expect, it } from 'vitest';
import { flatten } from '../tree.ts';
import { CoordinateLine, DirectionLine, scaleOf } from './line.ts';

const params = { w: Float32Array.of(0.1, -0.7, 1000.5), v: [0.1, 1e6] };
const { flat, layout } = flatten(params);
const isSingle = (x: number): boolean => Math.fround(x) === x;

describe('scaleOf', () => {
  it.each([
    [0, 1],
    [0.3, 1],
    [-1, 1],
    [1.001, 2],
    [-2, 2],
    [1000.5, 1024],
  ])('of %d is %d: the least power of two not below it nor below 1', (x, scale) => {
    expect(scaleOf(x)).toBe(scale);
  });
});

describe('CoordinateLine', () => {
  it('moves the selected entry alone, by the step that it says, and puts it back for the next', () => {
    const line = new CoordinateLine(flat, layout);
    for (let index = 0; index < flat.length; index++) {
      line.select(index);
      expect(line.scale).toBe(scaleOf(flat[index]!));
      for (const t of [0.5, -0.5, 2 ** -9, -(2 ** -9), 1e-3]) {
        const point = line.at(t * line.scale);
        const moved = Array.from(point, (x, i) => x - flat[i]!);
        expect(moved.filter((_, i) => i !== index).every((move) => move === 0)).toBe(true);
        expect(moved[index]).toBe(line.realised);
        expect(line.realised).toBeCloseTo(t * line.scale, 3);
      }
    }
  });

  it('of a float32 entry steps to float32 numbers, and says what step that was', () => {
    const line = new CoordinateLine(flat, layout);
    for (const index of [0, 1, 2]) {
      line.select(index);
      for (const t of [0.5, 0.1, 1e-3, 1e-6, -1e-6, 2 ** -20]) {
        const point = line.at(t);
        expect(isSingle(point[index]!)).toBe(true);
        expect(line.realised).toBe(point[index]! - flat[index]!);
      }
      // Below the spacing of its numbers it stands still.
      line.at(1e-12);
      expect(line.realised).toBe(0);
    }
    line.select(3);
    expect(isSingle(line.at(1e-12)[3]!)).toBe(false);
    expect(line.realised).toBeGreaterThan(0);
  });

  it('leaves the point of the check as it was', () => {
    const home = flat.slice();
    const line = new CoordinateLine(flat, layout);
    line.select(1);
    line.at(0.5);
    expect(flat).toEqual(home);
  });
});

describe('DirectionLine', () => {
  const direction = Float64Array.of(0.3, -0.4, 0.5, 0.6, -0.1);

  it('moves every entry by its share, rounded to what its block can hold', () => {
    const line = new DirectionLine(flat, direction, layout);
    for (const t of [0.125, -0.125, 1e-3, -1e-5]) {
      const point = line.at(t);
      for (const [i, x] of point.entries()) {
        const exact = flat[i]! + t * direction[i]!;
        expect(x).toBe(i < 3 ? Math.fround(exact) : exact);
      }
      expect(line.realised).toBe(t);
    }
    expect(line.scale).toBe(1);
  });

  it('at 0 is the point itself, whatever was asked before', () => {
    const line = new DirectionLine(flat, direction, layout);
    line.at(0.7);
    expect(line.at(0)).toEqual(flat);
  });
});
