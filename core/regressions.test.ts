import { describe, expect, it } from 'vitest';
import { checkGradient } from './check-gradient.ts';
import { FLOAT64 } from './differences/arithmetic.ts';
import { ladderSlope } from './differences/ladder-slope.ts';
import { CoordinateLine } from './differences/line.ts';
import { TreeError } from './errors.ts';
import { uniformSource } from './random.ts';
import { changedSince, snapshot } from './snapshot.ts';
import { flatten, unflatten } from './tree.ts';

describe('params that are an array which holds only itself overflow the stack', () => {
  it('is an invalid verdict like every other cycle', () => {
    const W: unknown[] = [];
    W.push(W);
    expect(() => flatten({ W })).toThrow(TreeError);
    expect(checkGradient({ loss: () => 1, gradient: () => 1 }, { params: { W } })).toMatchObject({
      verdict: 'invalid',
      reason: 'unsupported-params',
      message: expect.stringMatching(/^W\[0\]: the tree contains itself/),
    });
  });
});

describe('a gradient above 1e154 overflows the root mean square', () => {
  it('so that the resolution is stated as 0', () => {
    const loss = (x: number): number => 1e160 * Math.sin(x);
    const check = checkGradient({ loss, gradient: (x: number) => 1e160 * Math.cos(x) }, { params: 0.3 });
    expect(check.verdict).toBe('agrees');
    expect(check.resolution).toBeGreaterThan(0);
  });
  it('and a factor of 2 is not diagnosed', () => {
    const loss = (x: number): number => 1e160 * Math.sin(x);
    const check = checkGradient({ loss, gradient: (x: number) => 2e160 * Math.cos(x) }, { params: 0.3 });
    expect(check.diagnoses).toMatchObject([{ kind: 'constant-factor' }]);
  });
});

describe('a synchronous check of a rejecting async function', () => {
  it('leaves no rejection unhandled, which would end the process', async () => {
    const unhandled: unknown[] = [];
    const before = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    const note = (error: unknown): void => {
      unhandled.push(error);
    };
    process.on('unhandledRejection', note);
    const failing = async (): Promise<never> => {
      throw new Error('device lost');
    };
    checkGradient({ loss: failing as never, gradient: () => 1 }, { params: 1 });
    checkGradient({ loss: (x: number) => x, gradient: failing }, { params: 1 });
    checkGradient({ valueAndGradient: failing as never }, { params: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    for (const listener of before) process.on('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });
});

describe('changes of data that are overlooked or imagined', () => {
  it('a Buffer (its slice shares memory)', () => {
    const data = { pixels: Buffer.from([1, 2, 3]) };
    const before = snapshot(data);
    data.pixels[1] = 9;
    expect(changedSince(before, data, 'data')).toBe('data.pixels[1]');
  });
  it('an object that stood in two places and was exchanged in one', () => {
    const shared = { v: 1 };
    const data: Record<string, unknown> = { a: shared, b: shared };
    const before = snapshot(data);
    data.b = { v: 9 };
    expect(changedSince(before, data, 'data')).toBe('data.b.v');
  });
  it('a key __proto__, as JSON.parse makes it, did not change', () => {
    const data: unknown = JSON.parse('{ "__proto__": 1, "x": 2 }');
    expect(changedSince(snapshot(data), data, 'data')).toBeUndefined();
  });
});

describe('names of blocks', () => {
  it('a block called __proto__ comes back', () => {
    const { flat, layout } = flatten(JSON.parse('{ "__proto__": [1], "x": 2 }'));
    expect(Object.keys(unflatten(layout, flat) as object)).toEqual(['__proto__', 'x']);
  });
  it('two blocks never share a name, so that no innocent one is diagnosed', () => {
    const params = { 'a.b': 1, a: { b: 2 } };
    const { layout } = flatten(params);
    expect(new Set(layout.blocks.map(({ name }) => name)).size).toBe(2);
    const loss = (p: typeof params): number => p['a.b'] ** 2 + p.a.b ** 2;
    const gradient = (p: typeof params) => ({ 'a.b': 2 * p['a.b'], a: { b: 4 * p.a.b } });
    expect(checkGradient({ loss, gradient }, { params }).diagnoses).toHaveLength(1);
  });
});

describe('a tensor whose data is a tensor', () => {
  it('is refused, since it would not come back as it was', () => {
    expect(() => flatten({ W: { shape: [1], data: { shape: [1], data: [1] } } })).toThrow(/W\.data/);
  });
});

describe('a very large loss', () => {
  it('does not overflow in the extrapolation, where loss and slope are finite', () => {
    const loss = (x: number): number => Math.exp(5000 * x);
    const check = checkGradient({ loss, gradient: (x: number) => 5000 * Math.exp(5000 * x) }, { params: 0.14 });
    expect(check.verdict).toBe('agrees');
  });
});

describe('directions in Float32Array params are not straight: every entry is rounded at every step', () => {
  it('so that ties are said to be broken where a valid subgradient was claimed', () => {
    const x = [-1, 1, 0];
    interface Params {
      readonly W: ArrayLike<number>;
      readonly b: ArrayLike<number>;
      readonly u: ArrayLike<number>;
    }
    const scores = ({ W, b }: Params): number[] =>
      [0, 1].map((i) => x.reduce((sum, xj, j) => sum + W[3 * i + j]! * xj, b[i]!));
    const output = (p: Params): number => scores(p).reduce((sum, z, i) => sum + Math.max(0, z) * p.u[i]!, 0);
    const loss = (p: Params): number => Math.log1p(Math.exp(output(p)));
    const gradient = (p: Params) => {
      const d = 1 / (1 + Math.exp(-output(p)));
      const b = scores(p).map((z, i) => (z > 0 ? d * p.u[i]! : 0));
      return { W: b.flatMap((db) => x.map((xj) => db * xj)), b, u: scores(p).map((z) => d * Math.max(0, z)) };
    };
    const W = [-1, -0.5, -0.5, -1, -0.5, -0.5];
    const [b, u] = [
      [0, -0.5],
      [-1, 0.5],
    ] as const;
    expect(checkGradient<Params, undefined>({ loss, gradient }, { params: { W, b, u } }).verdict).toBe('kink');
    const params = { W: Float32Array.from(W), b: Float32Array.from(b), u: Float32Array.from(u) };
    expect(checkGradient<Params, undefined>({ loss, gradient }, { params })).toMatchObject({
      verdict: 'kink',
      blame: [],
    });
  });
  it('so that a screen cannot tell', () => {
    const random = uniformSource(4);
    const n = 100;
    const w = Float32Array.from({ length: n }, () => 2 * random() - 1);
    const x = Array.from({ length: n }, () => 2 * random() - 1);
    const loss = (p: Float32Array): number => x.reduce((sum, xi, i) => sum + Math.sin(p[i]!) * xi, 0);
    const gradient = (p: Float32Array): number[] => x.map((xi, i) => Math.cos(p[i]!) * xi);
    const check = checkGradient({ loss, gradient }, { params: w }, { mode: 'screen' } as never);
    expect(check.verdict).toBe('agrees');
  });
});

describe('the ladder stops at the noise although its finest differences are still in motion', () => {
  it('so that the slope is off by far more than its bound', () => {
    const f = (x: number): number => Math.log1p(Math.exp(50 * Math.tanh(50 * (x + 100))));
    const { flat, layout } = flatten([-100]);
    const line = new CoordinateLine(flat, layout);
    line.select(0);
    const steps = ladderSlope(line, f(-100), 0.74, FLOAT64);
    let step = steps.next();
    while (!step.done) step = steps.next(f((step.value as Float64Array)[0]!));
    const { value, bound } = step.value;
    expect(Math.abs(value - 1250), `${value} +- ${bound}`).toBeLessThanOrEqual(bound);
  });
});
