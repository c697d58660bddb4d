import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TreeError, UsageError } from './errors.ts';
import { numericalGradient } from './numerical-gradient.ts';
import { numericalHessian } from './numerical-hessian.ts';
import { numericalJacobian } from './numerical-jacobian.ts';
import { uniformSource } from './random.ts';
import { tensor } from './tensor.ts';

type V = number[];
type Scalar = (z: number) => number;

/** A function of one number with its first and second derivative. */
const PIECES: readonly (readonly [Scalar, Scalar, Scalar])[] = [
  [Math.sin, Math.cos, (z) => -Math.sin(z)],
  [Math.tanh, (z) => 1 - Math.tanh(z) ** 2, (z) => -2 * Math.tanh(z) * (1 - Math.tanh(z) ** 2)],
  [Math.exp, Math.exp, Math.exp],
  [(z) => z ** 3, (z) => 3 * z * z, (z) => 6 * z],
  [(z) => Math.log1p(Math.exp(z)), (z) => 1 / (1 + Math.exp(-z)), (z) => Math.exp(-z) / (1 + Math.exp(-z)) ** 2],
  [(z) => 1 / (2 + z * z), (z) => (-2 * z) / (2 + z * z) ** 2, (z) => (6 * z * z - 4) / (2 + z * z) ** 3],
];

/** Sums of c f(a . x + b) with one to three terms in one to three variables, at points up to `reach` from 0. */
const smooth = fc
  .record({
    n: fc.integer({ min: 1, max: 3 }),
    terms: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer(),
    reach: fc.constantFrom(0.1, 1, 10),
  })
  .map(({ n, terms: count, seed, reach }) => {
    const random = uniformSource(seed);
    const draw = (): number => 2 * random() - 1;
    const terms = Array.from({ length: count }, () => ({
      c: 2 * draw(),
      b: draw(),
      a: Array.from({ length: n }, () => draw() / Math.max(1, reach / 3)),
      f: PIECES[Math.floor(random() * PIECES.length)]!,
    }));
    const x = Array.from({ length: n }, () => reach * draw());
    const inner = ({ a, b }: (typeof terms)[number], at: V): number => a.reduce((sum, ai, i) => sum + ai * at[i]!, b);
    return {
      x,
      outputs: (at: V): V => terms.map((t) => t.c * t.f[0](inner(t, at))),
      value: (at: V): number => terms.reduce((sum, t) => sum + t.c * t.f[0](inner(t, at)), 0),
      jacobian: terms.map((t) => x.map((_, i) => t.c * t.a[i]! * t.f[1](inner(t, x)))),
      gradient: x.map((_, i) => terms.reduce((sum, t) => sum + t.c * t.a[i]! * t.f[1](inner(t, x)), 0)),
      hessian: x.flatMap((_, i) =>
        x.map((_, j) => terms.reduce((sum, t) => sum + t.c * t.a[i]! * t.a[j]! * t.f[2](inner(t, x)), 0)),
      ),
      toString: () => JSON.stringify({ n, count, seed, reach }),
    };
  });

const SEED = { seed: 2026, numRuns: 300 };

/** Every value within its bound, and the bound fine beside the size of all values. */
const within = (values: ArrayLike<number>, bounds: ArrayLike<number>, truth: readonly number[], fine: number): void => {
  const scale = Math.max(1, Math.hypot(...truth));
  expect(values.length).toBe(truth.length);
  for (const [i, t] of truth.entries()) {
    expect(Math.abs(values[i]! - t), `${values[i]} +- ${bounds[i]}, is ${t}`).toBeLessThanOrEqual(bounds[i]!);
    expect(bounds[i]!).toBeLessThan(fine * scale);
  }
};

describe('the true derivative lies within the bound, on 300 random smooth functions', () => {
  it('numericalGradient, whose bound is below 1e-9 of the gradient', () => {
    fc.assert(
      fc.property(smooth, ({ x, value, gradient }) => {
        const found = numericalGradient(value, { params: x });
        within(found.gradient, found.errorBound, gradient, 1e-9);
      }),
      SEED,
    );
  });

  it('numericalJacobian, whose bound is below 1e-9 of the Jacobian', () => {
    fc.assert(
      fc.property(smooth, ({ x, outputs, jacobian }) => {
        const found = numericalJacobian(outputs, { params: x });
        expect(found.jacobian.shape).toEqual([jacobian.length, x.length]);
        expect(found.errorBound.shape).toEqual([jacobian.length, x.length]);
        within(found.jacobian.data, found.errorBound.data, jacobian.flat(), 1e-9);
      }),
      SEED,
    );
  });

  it('numericalHessian, whose bound is below 1e-6 of the Hessian; it is symmetric to the last digit', () => {
    fc.assert(
      fc.property(smooth, ({ x, value, hessian }) => {
        const found = numericalHessian(value, { params: x });
        const n = x.length;
        expect(found.hessian.shape).toEqual([n, n]);
        expect(found.errorBound.shape).toEqual([n, n]);
        within(found.hessian.data, found.errorBound.data, hessian, 1e-6);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) expect(found.hessian.data[i * n + j]).toBe(found.hessian.data[j * n + i]);
        }
      }),
      SEED,
    );
  });

  it('a Jacobian of the gradient is the Hessian, within both bounds', () => {
    fc.assert(
      fc.property(smooth, ({ x, value }) => {
        const bySlopes = numericalJacobian(
          (at: V) => numericalGradient(value, { params: at }).gradient,
          { params: x },
          { precision: 1e-11 },
        );
        const byLosses = numericalHessian(value, { params: x });
        for (const [i, h] of byLosses.hessian.data.entries()) {
          const allowed = byLosses.errorBound.data[i]! + bySlopes.errorBound.data[i]!;
          expect(Math.abs(h - bySlopes.jacobian.data[i]!)).toBeLessThanOrEqual(allowed);
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('the gradient of a scaled loss is the scaled gradient, within both bounds', () => {
    fc.assert(
      fc.property(smooth, fc.constantFrom(-3, 0.1, 1e6), ({ x, value, gradient }, scale) => {
        const found = numericalGradient((at: V) => scale * value(at), { params: x });
        for (const [i, g] of gradient.entries())
          expect(Math.abs(found.gradient[i]! - scale * g)).toBeLessThanOrEqual(found.errorBound[i]!);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe('noise', () => {
  it('of the loss widens the bound, and the true slope stays within', () => {
    for (let seed = 0; seed < 100; seed++) {
      const level = 10 ** -(4 + (seed % 8));
      const random = uniformSource(seed);
      const x = 2 * random() - 1;
      const noisy = (w: number): number => Math.sin(w) + level * (2 * random() - 1);
      const { gradient, errorBound, noise } = numericalGradient(noisy, { params: x });
      expect(Math.abs(gradient - Math.cos(x)), `seed ${seed}`).toBeLessThanOrEqual(errorBound);
      expect(noise).toBeGreaterThan(level / 100);
      expect(noise).toBeLessThan(100 * level);
      expect(errorBound).toBeGreaterThan(level);
    }
  });

  it('may be declared by precision: a coarser one gives a wider bound, never a narrower', () => {
    const bound = (precision: 'float64' | 'float32' | number) =>
      numericalGradient(Math.exp, { params: 0.5 }, { precision }).errorBound;
    expect(bound('float32')).toBeGreaterThan(1e3 * bound('float64'));
    expect(bound(2 ** -45)).toBeGreaterThan(10 * bound('float64'));
    expect(bound(2 ** -53)).toBe(bound('float64'));
    const jacobian = (precision: 'float64' | 'float32') =>
      numericalJacobian(Math.exp, { params: 0.5 }, { precision }).errorBound.data[0]!;
    expect(jacobian('float32')).toBeGreaterThan(1e3 * jacobian('float64'));
    const hessian = (precision: 'float64' | 'float32') =>
      numericalHessian(Math.exp, { params: 0.5 }, { precision }).errorBound.data[0]!;
    expect(hessian('float32')).toBeGreaterThan(1e3 * hessian('float64'));
  });
});

describe('at a kink', () => {
  it('the bound of a gradient covers the slopes of both sides, on 400 random kinks', () => {
    for (let seed = 0; seed < 400; seed++) {
      const random = uniformSource(seed);
      const [a, b, c] = [4 * random() - 2, 4 * random() - 2, 4 * random() - 2];
      const x = [0, 1, -2, 0.3][seed % 4]!;
      const loss = (w: number): number => (w >= x ? a : b) * (w - x) + c * Math.sin(w);
      const { gradient, errorBound } = numericalGradient(loss, { params: x });
      for (const slope of [a + c * Math.cos(x), b + c * Math.cos(x)]) {
        expect(Math.abs(gradient - slope), `seed ${seed}`).toBeLessThanOrEqual(errorBound * (1 + 1e-12));
      }
      expect(errorBound).toBeLessThan(0.5 * Math.abs(a - b) + 1e-6);
    }
  });

  it('the value is the mean of both slopes', () => {
    expect(numericalGradient((w: number) => Math.max(0, w), { params: 0 }).gradient).toBeCloseTo(0.5, 9);
    expect(numericalGradient(Math.abs, { params: 0 }).gradient).toBeCloseTo(0, 9);
  });

  it('of one output the others of the Jacobian are as sharp as ever', () => {
    const { jacobian, errorBound } = numericalJacobian((w: number) => [Math.max(0, w), Math.abs(w), Math.sin(w)], {
      params: 0,
    });
    within(jacobian.data.subarray(2), errorBound.data.subarray(2), [1], 1e-9);
    for (const [i, left, right] of [
      [0, 0, 1],
      [1, -1, 1],
    ] as const) {
      for (const slope of [left, right])
        expect(Math.abs(jacobian.data[i]! - slope)).toBeLessThanOrEqual(errorBound.data[i]!);
    }
  });

  it('of one parameter the others of the gradient are as sharp as ever', () => {
    const { gradient, errorBound } = numericalGradient(([a = 0, b = 0]: V) => Math.abs(a) + Math.sin(b), {
      params: [0, 0.3],
    });
    expect(errorBound[0]!).toBeGreaterThanOrEqual(1);
    within(gradient.slice(1), errorBound.slice(1), [Math.cos(0.3)], 1e-9);
  });

  it('near it, on either side, the slope is that of the side', () => {
    for (const distance of [1e-2, 1e-4, 1e-6, -1e-2, -1e-4, -1e-6]) {
      const { gradient, errorBound } = numericalGradient((w: number) => 3 * Math.max(0, w), { params: distance });
      expect(Math.abs(gradient - (distance > 0 ? 3 : 0)), String(distance)).toBeLessThanOrEqual(errorBound);
    }
  });
});

describe('Float32Array params', () => {
  it('are moved by steps that float32 can hold, and stay a Float32Array inside the loss', () => {
    const params = Float32Array.of(0.1, -0.7, 1e3);
    const seen: number[] = [];
    numericalGradient(
      (w: Float32Array) => {
        expect(w).toBeInstanceOf(Float32Array);
        seen.push(...w);
        return w.reduce((sum, x) => sum + Math.sin(x), 0);
      },
      { params },
    );
    expect(seen.every((x) => Math.fround(x) === x)).toBe(true);
  });

  it('give a gradient that is one, right to the last digits of float32', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = uniformSource(seed);
      const params = Float32Array.from({ length: 4 }, () => 4 * random() - 2);
      const { gradient, errorBound } = numericalGradient(
        (w: Float32Array) => w.reduce((sum, x) => sum + Math.exp(x), 0),
        { params },
      );
      expect(gradient).toBeInstanceOf(Float32Array);
      expect(errorBound).toBeInstanceOf(Float32Array);
      for (const [i, x] of params.entries()) {
        expect(Math.abs(gradient[i]! - Math.exp(x))).toBeLessThanOrEqual(errorBound[i]! + 2 ** -24 * Math.exp(x));
        expect(errorBound[i]!).toBeLessThan(1e-6);
      }
    }
  });

  it('of a loss computed in float32 throughout: the true slope lies within the bound', () => {
    const f = Math.fround;
    for (let seed = 0; seed < 100; seed++) {
      const random = uniformSource(seed);
      const params = Float32Array.from({ length: 3 }, () => 2 * random() - 1);
      const loss = (w: Float32Array): number => w.reduce((sum, x) => f(sum + f(Math.exp(x))), 0);
      const { gradient, errorBound, noise } = numericalGradient(loss, { params });
      for (const [i, x] of params.entries()) {
        expect(Math.abs(gradient[i]! - Math.exp(x)), `seed ${seed}`).toBeLessThanOrEqual(errorBound[i]!);
        expect(errorBound[i]!).toBeLessThan(0.01 * Math.exp(x));
      }
      expect(noise).toBeGreaterThan(1e-7);
    }
  });

  it('of a Hessian and a Jacobian keep to their bounds as well', () => {
    const params = Float32Array.of(0.1, 0.2);
    const hessian = numericalHessian((w: Float32Array) => Math.exp(w[0]! * 2 + w[1]!), { params });
    const e = Math.exp(2 * params[0]! + params[1]!);
    within(hessian.hessian.data, hessian.errorBound.data, [4 * e, 2 * e, 2 * e, e], 1e-4);
    const jacobian = numericalJacobian((w: Float32Array) => [w[0]! * w[1]!, w[0]! ** 2], { params });
    within(jacobian.jacobian.data, jacobian.errorBound.data, [params[1]!, params[0]!, 2 * params[0]!, 0], 1e-9);
  });
});

describe('trees', () => {
  const params = { a: 2, W: [[1, 3]], t: tensor([2], [4, 5]), list: [{ v: 0.5 }, { v: -1 }] };
  const loss = (p: typeof params): number =>
    p.a * p.W[0]![1]! + p.t.data[0]! * p.t.data[1]! + p.list[0]!.v * p.list[1]!.v;

  it('the gradient and its bounds are trees like params', () => {
    const { gradient, errorBound } = numericalGradient(loss, { params });
    const rounded = (x: number): number => Math.round(1e9 * x) / 1e9 + 0;
    expect(rounded(gradient.a)).toBe(3);
    expect(gradient.W.map((row) => row.map(rounded))).toEqual([[0, 2]]);
    expect({ shape: gradient.t.shape, data: [...gradient.t.data].map(rounded) }).toEqual({ shape: [2], data: [5, 4] });
    expect(gradient.list.map(({ v }) => rounded(v))).toEqual([-1, 0.5]);
    const bounds = [errorBound.a, ...errorBound.W.flat(), ...errorBound.t.data, ...errorBound.list.map(({ v }) => v)];
    expect(bounds).toHaveLength(7);
    for (const bound of bounds) {
      expect(bound).toBeGreaterThan(0);
      expect(bound).toBeLessThan(1e-10);
    }
  });

  it('params are left as they were, data is handed over as it is', () => {
    const before = structuredClone(params);
    const data = { k: 2 };
    let calls = 0;
    const watched = (p: typeof params, d: typeof data): number => {
      calls++;
      expect(d).toBe(data);
      expect(p).not.toBe(params);
      return loss(p);
    };
    for (const numerical of [numericalGradient, numericalJacobian, numericalHessian])
      numerical(watched, { params, data });
    expect(calls).toBeGreaterThan(100);
    expect(params).toEqual(before);
  });

  it('a Jacobian has outputs and params in the order of their trees', () => {
    const { jacobian } = numericalJacobian(
      ({ a, b }: { a: number; b: number[] }) => ({ y: [a * b[0]!, b[1]!], z: a + 2 * b[1]! }),
      { params: { a: 3, b: [5, 7] } },
    );
    expect(jacobian.shape).toEqual([3, 3]);
    expect(Array.from(jacobian.data, (v) => Math.round(v) + 0)).toEqual([5, 3, 0, 0, 0, 1, 1, 0, 2]);
  });
});

describe('evaluations are counted truly', () => {
  it.each([1, 2, 5])('with %i parameters', (n) => {
    const params = Array.from({ length: n }, (_, i) => 0.1 * (i + 1));
    let calls = 0;
    const loss = (w: V): number => {
      calls++;
      return w.reduce((sum, x, i) => sum + Math.sin((i + 1) * x), 0);
    };
    const gradient = numericalGradient(loss, { params });
    expect(gradient.evaluations).toBe(calls);
    expect(calls).toBeLessThanOrEqual(20 + 16 * n);
    calls = 0;
    expect(numericalJacobian((w: V) => [loss(w), 1], { params }).evaluations).toBe(calls);
    calls = 0;
    const hessian = numericalHessian(loss, { params });
    expect(hessian.evaluations).toBe(calls);
    expect(calls).toBeLessThanOrEqual(20 + 16 * n * n);
  });

  it('all outputs of a Jacobian share the evaluations of a parameter', () => {
    const params = [0.3, -0.4];
    const many = numericalJacobian((w: V) => Array.from({ length: 50 }, (_, k) => Math.sin(w[0]! + k) * w[1]!), {
      params,
    });
    const one = numericalJacobian((w: V) => Math.sin(w[0]!) * w[1]!, { params });
    expect(many.jacobian.shape).toEqual([50, 2]);
    expect(many.evaluations).toBeLessThan(2 * one.evaluations);
  });
});

describe('errors are typed and say what is wrong', () => {
  const each = [
    {
      name: 'numericalGradient',
      run: (f: never, params: unknown, options?: never) => numericalGradient(f, { params }, options),
    },
    {
      name: 'numericalJacobian',
      run: (f: never, params: unknown, options?: never) => numericalJacobian(f, { params }, options),
    },
    {
      name: 'numericalHessian',
      run: (f: never, params: unknown, options?: never) => numericalHessian(f, { params }, options),
    },
  ];
  const zero = (() => 0) as never;

  it.each(each)('$name: params that are no tree of numbers, TreeError', ({ run }) => {
    for (const params of ['x', null, { a: 'x' }, [[1], [1, 2]], new Int32Array(2)]) {
      expect(() => run(zero, params)).toThrow(TreeError);
    }
    expect(() => run(zero, { a: 'x' })).toThrow(/a: expected a number/);
  });

  it.each(each)('$name: an unknown option or precision, UsageError', ({ run }) => {
    expect(() => run(zero, 1, { foo: 1 } as never)).toThrow(UsageError);
    expect(() => run(zero, 1, { precision: 'half' } as never)).toThrow(/options\.precision/);
  });

  it.each(each)('$name: a function that throws at the point, an error with its words', ({ run }) => {
    const throwing = (() => {
      throw new TypeError('no backend');
    }) as never;
    expect(() => run(throwing, 1)).toThrow(/no backend/);
  });

  it.each(each)('$name: a promise, an error that says so', ({ run }) => {
    expect(() => run((async () => 1) as never, 1)).toThrow(/promise/);
  });

  it.each([each[0]!, each[2]!])('$name: a loss that is no finite number at the point, RangeError', ({ run }) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(() => run((() => value) as never, 1)).toThrow(RangeError);
    expect(() => run((() => 'a') as never, 1)).toThrow(/expected a number/);
  });

  it('an output without a slope is NaN with an infinite bound, the others are told', () => {
    const { jacobian, errorBound } = numericalJacobian((w: number) => [Math.sqrt(w), 3 * w], { params: 0 });
    expect([jacobian.data[0], errorBound.data[0]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    within(jacobian.data.subarray(1), errorBound.data.subarray(1), [3], 1e-9);
  });

  it('a slope that cannot be had is NaN with an infinite bound', () => {
    const { gradient, errorBound } = numericalGradient(([a = 0, b = 0]: V) => Math.sqrt(a) + b, { params: [0, 1] });
    expect([gradient[0], errorBound[0]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    within(gradient.slice(1), errorBound.slice(1), [1], 1e-9);
  });

  it('params without a number give an empty tree', () => {
    expect(numericalGradient(() => 1, { params: [] as V })).toMatchObject({ gradient: [], errorBound: [] });
    expect(numericalJacobian(() => [1, 2], { params: [] as V }).jacobian.shape).toEqual([2, 0]);
    expect(numericalHessian(() => 1, { params: [] as V }).hessian.shape).toEqual([0, 0]);
  });
});
