import { describe, expect, it } from 'vitest';
import { uniformSource } from '../random.ts';
import type { Steps } from '../stream.ts';
import { flatten } from '../tree.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './arithmetic.ts';
import { ladderSlope } from './ladder-slope.ts';
import { CoordinateLine } from './line.ts';
import { noiseOf } from './noise.ts';
import type { Slope } from './slope.ts';

type Scalar = (x: number) => number;

/** Resumes a computation with the values of a function of one parameter, and keeps the points that were asked for. */
function driveByHand<R>(steps: Steps<R>, f: Scalar): { result: R; points: number[] } {
  const points: number[] = [];
  let step = steps.next();
  while (!step.done) {
    if (!(step.value instanceof Float64Array)) throw new Error('asked for a gradient');
    const x = step.value[0]!;
    points.push(x);
    step = steps.next(f(x));
  }
  return { result: step.value, points };
}

interface Measured {
  readonly slope: Slope;
  readonly points: readonly number[];
  readonly noise: number;
}

/** The noise of a function beside a point, by ECNoise; never below the rounding of its value. */
function noiseAt(f: Scalar, x: number, { unit }: Arithmetic): number {
  const values = Float64Array.from({ length: 7 }, (_, i) => f(x + (i + 1) * Math.sqrt(unit)));
  const measured = noiseOf(values);
  const rounding = 2 * unit * Math.max(1, Math.abs(f(x)));
  return Number.isFinite(measured) ? Math.max(rounding, 4 * measured) : rounding;
}

function slopeOf(f: Scalar, x: number, arithmetic: Arithmetic = FLOAT64, single = false): Measured {
  const { flat, layout } = flatten(single ? Float32Array.of(x) : [x]);
  const loss = f(flat[0]!);
  const noise = noiseAt(f, flat[0]!, arithmetic);
  const line = new CoordinateLine(flat, layout);
  line.select(0);
  const { result, points } = driveByHand(ladderSlope(line, loss, noise, arithmetic), f);
  return { slope: result, points, noise };
}

/** A value with its derivative. */
interface Dual {
  readonly value: number;
  readonly slope: number;
}
type Smooth = (x: number) => Dual;

const times = (a: Dual, b: Dual): Dual => ({ value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope });
const plus = (a: Dual, b: Dual): Dual => ({ value: a.value + b.value, slope: a.slope + b.slope });

/** A random sum or product of sines, exponentials, tanh and polynomials, with its derivative by the chain rule. */
function randomSmooth(random: () => number, depth: number): Smooth {
  const between = (low: number, high: number): number => low + (high - low) * random();
  if (depth > 0) {
    const left = randomSmooth(random, depth - 1);
    const right = randomSmooth(random, depth - 1);
    const join = random() < 0.5 ? plus : times;
    return (x) => join(left(x), right(x));
  }
  const a = between(-3, 3);
  const b = between(-2, 2);
  const c = between(-2, 2);
  const chain = (f: Scalar, derivative: Scalar): Smooth => {
    return (x) => ({ value: c * f(a * x + b), slope: c * a * derivative(a * x + b) });
  };
  switch (Math.floor(random() * 5)) {
    case 0:
      return chain(Math.sin, Math.cos);
    case 1:
      return chain(Math.exp, Math.exp);
    case 2:
      return chain(Math.tanh, (z) => 1 - Math.tanh(z) ** 2);
    case 3:
      return (x) => ({ value: (a * x + b) * x + c, slope: 2 * a * x + b });
    default:
      return (x) => ({ value: ((a * x + b) * x + c) * x, slope: (3 * a * x + 2 * b) * x + c });
  }
}

describe('ladderSlope', () => {
  it('on 3000 random smooth functions the true slope lies within the bound', () => {
    const random = uniformSource(2024);
    const outside: string[] = [];
    const fineness: number[] = [];
    for (let n = 0; n < 3000; n++) {
      const smooth = randomSmooth(random, n % 3);
      const x = 4 * random() - 2;
      const { slope } = slopeOf((at) => smooth(at).value, x);
      const truth = smooth(x).slope;
      if (slope.kind !== 'smooth' || !(Math.abs(slope.value - truth) <= slope.bound)) {
        outside.push(`${n}: ${slope.kind} ${slope.value} +- ${slope.bound}, truth ${truth}`);
      }
      fineness.push(slope.bound / Math.max(Math.abs(truth), Math.abs(smooth(x).value), 1));
    }
    expect(outside).toEqual([]);
    fineness.sort((a, b) => a - b);
    expect(fineness[1500]).toBeLessThan(1e-10);
    expect(fineness[2970]).toBeLessThan(1e-8);
  });

  it('on 1000 random smooth functions in float32 arithmetic the true slope lies within the bound', () => {
    const random = uniformSource(32);
    let outside = 0;
    let fine = 0;
    for (let n = 0; n < 1000; n++) {
      const smooth = randomSmooth(random, n % 2);
      const x = Math.fround(2 * random() - 1);
      const { slope } = slopeOf((at) => Math.fround(smooth(at).value), x, FLOAT32, true);
      const truth = smooth(x).slope;
      if (slope.kind !== 'smooth' || !(Math.abs(slope.value - truth) <= slope.bound)) outside++;
      if (slope.bound <= 1e-2 * Math.max(Math.abs(truth), Math.abs(smooth(x).value), 1)) fine++;
    }
    expect(outside).toBe(0);
    expect(fine).toBeGreaterThan(900);
  });

  it('never asks for the same point twice, nor for the point itself', () => {
    const random = uniformSource(5);
    const functions: Scalar[] = [Math.abs, Math.sin, Math.exp, () => 3, (x) => (x > 0 ? 1 : 0), () => Number.NaN];
    for (let n = 0; n < 100; n++) {
      const smooth = randomSmooth(random, 2);
      functions.push((x) => smooth(x).value + Math.abs(x - 0.1 * n));
    }
    for (const f of functions) {
      for (const x of [0, 1, -0.3, 1e3, 2 ** -40]) {
        const { points } = slopeOf(f, x);
        expect(new Set(points).size).toBe(points.length);
        expect(points).not.toContain(x);
        expect(points.length).toBeLessThanOrEqual(2 * FLOAT64.rungs);
      }
    }
  });

  it('stops early on a smooth loss and asks on both sides by equal steps', () => {
    const { points } = slopeOf(Math.sin, 0.3);
    expect(points.length).toBeLessThanOrEqual(14);
    for (let i = 0; i < points.length; i += 2) {
      expect(points[i]! - 0.3).toBeGreaterThan(0);
      expect(points[i]! - 0.3 + (points[i + 1]! - 0.3)).toBeCloseTo(0, 15);
    }
  });

  it('takes steps in proportion to a large parameter', () => {
    const { points, slope } = slopeOf((x) => x ** 2, 1e8);
    expect(points[0]! - 1e8).toBeGreaterThan(1e6);
    expect(Math.abs(slope.value - 2e8)).toBeLessThanOrEqual(slope.bound);
    expect(slope.bound).toBeLessThan(1);
  });

  it('a kink at any distance never gives a smooth slope that is off by more than its bound', () => {
    const random = uniformSource(11);
    const distances = [0, ...Array.from({ length: 9 }, (_, i) => 10 ** (i - 9))];
    const wrong: string[] = [];
    for (const distance of distances) {
      for (let n = 0; n < 100; n++) {
        const smooth = randomSmooth(random, n % 2);
        const side = n % 4 < 2 ? 1 : -1;
        const jump = 10 ** (-4 * random()) * (random() < 0.5 ? -1 : 1);
        const at = 2 * random() - 1;
        const bend = at + side * distance;
        const f = (x: number): number => smooth(x).value + (jump / 2) * Math.abs(x - bend);
        const { slope } = slopeOf(f, at);
        const base = smooth(at).slope;
        const truth = base - (jump / 2) * side;
        // At the kink itself any slope between the one-sided ones is right.
        const off =
          distance === 0
            ? Math.max(0, Math.abs(slope.value - base) - Math.abs(jump) / 2)
            : Math.abs(slope.value - truth);
        if (slope.kind === 'smooth' && !(off <= slope.bound)) {
          wrong.push(`distance ${distance}, jump ${jump}: ${slope.value} +- ${slope.bound}, truth ${truth}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a kink at the point is seen, with the slopes of both sides within the bound', () => {
    const random = uniformSource(12);
    for (let n = 0; n < 300; n++) {
      const smooth = randomSmooth(random, n % 2);
      const at = 2 * random() - 1;
      const jump = (0.1 + random()) * (random() < 0.5 ? -1 : 1);
      const { slope } = slopeOf((x) => smooth(x).value + (jump / 2) * Math.abs(x - at), at);
      const base = smooth(at).slope;
      expect(slope.kind, `${n}`).toBe('kink');
      expect(Math.abs(slope.left - (base - jump / 2)), `${n}`).toBeLessThanOrEqual(slope.bound);
      expect(Math.abs(slope.right - (base + jump / 2)), `${n}`).toBeLessThanOrEqual(slope.bound);
      expect(slope.bound).toBeLessThan(0.01);
    }
  });

  it.each([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1])('a kink at a distance of %d does not hide the slope', (distance) => {
    const { slope } = slopeOf((x) => Math.abs(x - 0.5) + Math.sin(x), 0.5 + distance);
    expect(slope.kind).toBe('smooth');
    expect(slope.value).toBeCloseTo(1 + Math.cos(0.5 + distance), 6);
    expect(slope.bound).toBeLessThan(1e-6);
    expect(slope.left).toBe(slope.value);
    expect(slope.right).toBe(slope.value);
  });

  it.each([-7, 0, 1e-300, 1e12])(
    'a constant loss of %d has slope 0, is told to be constant, and costs 8 losses',
    (value) => {
      const { slope, points, noise } = slopeOf(() => value, 0.3);
      expect(slope).toMatchObject({ kind: 'smooth', value: 0, left: 0, right: 0, constant: true });
      expect(points).toHaveLength(8);
      expect(slope.bound).toBeGreaterThan(0);
      expect(slope.bound).toBeLessThanOrEqual(100 * noise);
    },
  );

  it('a loss that moves at one step only is not constant', () => {
    const { slope } = slopeOf((x) => (x > 0.4 ? 1 : 0), 0.3);
    expect(slope.constant).toBe(false);
    expect(slope).toMatchObject({ kind: 'smooth' });
    expect(Math.abs(slope.value)).toBeLessThanOrEqual(slope.bound);
  });

  it('losses that are not finite at wide steps are passed over', () => {
    for (const x of [1e-2, 1e-3, 1e-4]) {
      const { slope, points } = slopeOf(Math.log, x);
      expect(Math.min(...points)).toBeLessThan(0);
      expect(slope.kind).toBe('smooth');
      expect(Math.abs(slope.value - 1 / x)).toBeLessThanOrEqual(slope.bound);
      expect(slope.bound).toBeLessThan(1e-4 / x);
    }
    const { slope, points } = slopeOf((x) => Math.exp(50 * x), 12.6);
    expect(Math.exp(50 * points[0]!)).toBe(Number.POSITIVE_INFINITY);
    expect(slope.kind).toBe('smooth');
    expect(Math.abs(slope.value / (50 * Math.exp(630)) - 1)).toBeLessThan(1e-8);
  });

  it('says nothing where the loss is not finite on one side', () => {
    const { slope } = slopeOf((x) => (x < 0.3 ? Number.NaN : x), 0.3);
    expect(slope.kind).toBe('none');
    expect(slope.value).toBeNaN();
    expect(slope.bound).toBe(Number.POSITIVE_INFINITY);
  });

  // Just inside of 1, every step outwards is rounded, every step inwards is not.
  it.each([0.1, -1.1, 1 - 2 ** -24, 2 ** -24 - 1])(
    'uses the steps that a float32 parameter of %d really makes',
    (x) => {
      const { slope, points } = slopeOf((at) => 3 * at, Math.fround(x), FLOAT64, true);
      for (const point of points) expect(Math.fround(point)).toBe(point);
      // Steps as they were meant would put the slope off by about 1e-5.
      expect(Math.abs(slope.value - 3)).toBeLessThan(1e-12);
      expect(slope.kind).toBe('smooth');
    },
  );

  it('a noisier loss gives a wider bound, and the slope stays within', () => {
    let last = 0;
    for (const size of [1e-14, 1e-11, 1e-8, 1e-5]) {
      const { slope } = slopeOf((x) => Math.sin(x) + size * Math.sin(1e15 * (x % 1e-3)), 0.3);
      expect(Math.abs(slope.value - Math.cos(0.3))).toBeLessThanOrEqual(slope.bound);
      expect(slope.bound).toBeGreaterThan(last);
      last = slope.bound;
    }
  });
});
