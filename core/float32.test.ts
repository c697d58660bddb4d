import { describe, expect, it } from 'vitest';
import {
  drawFloat32Network,
  type Float32Data,
  type Float32Params,
  float32Network,
} from '../quality/float32-network.ts';
import { Draw } from '../quality/networks.ts';
import { checkGradient } from './check-gradient.ts';
import type { CheckOptions } from './options.ts';
import { uniformSource } from './random.ts';
import type { GradientCheck } from './results.ts';

const f = Math.fround;
const NETWORKS = 220;

/** The same networks at every call. */
function* networks(count = NETWORKS): Generator<{ readonly params: Float32Params; readonly data: Float32Data }> {
  const draw = new Draw(5);
  for (let n = 0; n < count; n++) yield drawFloat32Network(draw);
}
const gradientOf = float32Network.gradient as (p: Float32Params, d: Float32Data) => Float32Params;
const rms = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values)) / Math.sqrt(values.length);
const tally = (checks: readonly GradientCheck[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { verdict } of checks) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
};

describe('networks computed in float32 throughout, with Float32Array params', () => {
  it.each([
    { name: 'detected', options: {} },
    { name: 'declared', options: { precision: 'float32' } },
    { name: 'screened', options: { mode: 'screen' } },
  ] as readonly { name: string; options: CheckOptions }[])(
    'a right gradient never disagrees, and most agree ($name)',
    ({ options }) => {
      const checks = [...networks()].map((point, seed) => checkGradient(float32Network, point, { ...options, seed }));
      expect(checks.flatMap(({ blame }) => blame)).toEqual([]);
      const counts = tally(checks);
      expect(counts.disagrees ?? 0).toBe(0);
      expect(counts.invalid ?? 0).toBe(0);
      expect(counts.agrees, JSON.stringify(counts)).toBeGreaterThan(0.55 * NETWORKS);
    },
  );

  it('`precision` declared gives the very result of precision detected', () => {
    for (const point of networks(60)) {
      const { evaluations, ...detected } = checkGradient(float32Network, point);
      const { evaluations: spent, ...declared } = checkGradient(float32Network, point, { precision: 'float32' });
      expect(declared).toEqual(detected);
      // Detection costs two losses, a few more where the loss hardly moves.
      expect(evaluations.loss - spent.loss).toBeGreaterThanOrEqual(2);
      expect(evaluations.loss - spent.loss).toBeLessThanOrEqual(5);
      expect(evaluations.gradient).toBe(spent.gradient);
    }
  });

  const faults: readonly { name: string; change: (g: number, w: number) => number }[] = [
    { name: 'a factor of 2', change: (g) => 2 * g },
    { name: 'the sign', change: (g) => -g },
    { name: 'a missing term of 10%', change: (g) => 0.9 * g },
    { name: 'a factor of 0', change: () => 0 },
  ];
  it.each(faults)(
    '$name in W2 is caught, and W2 alone blamed, in 95% of the networks where it counts',
    ({ change }) => {
      let sizeable = 0;
      let caught = 0;
      for (const point of networks()) {
        if (rms(gradientOf(point.params, point.data).W2) < 0.05) continue;
        sizeable++;
        const gradient = (p: Float32Params, d: Float32Data): Float32Params => {
          const claim = gradientOf(p, d);
          return { ...claim, W2: claim.W2.map((g, i) => change(g, p.W2[i]!)) };
        };
        const check = checkGradient({ ...float32Network, gradient }, point);
        if (check.verdict === 'disagrees' && check.blame.join() === 'W2') caught++;
      }
      expect(sizeable).toBeGreaterThan(60);
      expect(caught / sizeable).toBeGreaterThanOrEqual(0.95);
    },
  );

  it.each(faults)(
    '$name in W1, behind the activation, is caught in 80% of the networks where it counts',
    ({ change }) => {
      let sizeable = 0;
      let caught = 0;
      for (const point of networks()) {
        if (rms(gradientOf(point.params, point.data).W1) < 0.02) continue;
        sizeable++;
        const gradient = (p: Float32Params, d: Float32Data): Float32Params => {
          const claim = gradientOf(p, d);
          return { ...claim, W1: claim.W1.map((g, i) => change(g, p.W1[i]!)) };
        };
        const check = checkGradient({ ...float32Network, gradient }, point);
        if (check.verdict === 'disagrees' && check.blame.includes('W1')) caught++;
      }
      expect(sizeable).toBeGreaterThan(25);
      expect(caught / sizeable).toBeGreaterThanOrEqual(0.8);
    },
  );

  it('what agrees states a resolution between 1e-6 and 1, what is unresolved a finite one or that nothing was told', () => {
    const resolutions: number[] = [];
    for (const point of networks(100)) {
      const { verdict, resolution, blocks } = checkGradient(float32Network, point);
      if (verdict === 'agrees') resolutions.push(resolution);
      if (verdict !== 'unresolved') continue;
      const told = blocks.some(({ entries }) => entries.some((entry) => entry.verdict === 'agrees'));
      expect(Number.isFinite(resolution)).toBe(told);
      for (const { worst } of blocks.filter((block) => block.verdict === 'unresolved'))
        expect(worst.verdict).toBe('unresolved');
    }
    expect(Math.min(...resolutions)).toBeGreaterThan(1e-6);
    expect(resolutions.filter((r) => r < 0.2).length).toBeGreaterThan(0.9 * resolutions.length);
  });

  it('an error of ten times the resolution stated is caught', () => {
    let tried = 0;
    for (const point of networks(70)) {
      const right = checkGradient(float32Network, point);
      if (right.verdict !== 'agrees' || right.resolution > 0.1) continue;
      const flat = gradientOf(point.params, point.data);
      const scale = rms([...flat.W1, ...flat.b1, ...flat.W2, ...flat.b2]);
      const size = Math.max(scale, Math.abs(flat.b2[0]!));
      const gradient = (p: Float32Params, d: Float32Data): Float32Params => {
        const claim = gradientOf(p, d);
        return { ...claim, b2: claim.b2.map((g, i) => (i === 0 ? g + 10 * right.resolution * size : g)) };
      };
      tried++;
      const check = checkGradient({ ...float32Network, gradient }, point);
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['b2'] });
      expect(check.blocks.find(({ block }) => block === 'b2')!.worst.entry).toBe('b2[0]');
    }
    expect(tried).toBeGreaterThan(25);
  });
});

describe('what cannot be resolved', () => {
  // A gradient of 0.1 beside a loss of 1e5, whose float32 neighbours are 0.008 apart.
  const loss = (w: Float32Array): number => f(1e5 + f(0.1 * f(Math.sin(w[0]!))));
  const gradient = (w: Float32Array): Float32Array => Float32Array.of(0.1 * Math.cos(w[0]!));
  const params = Float32Array.of(0.3);

  it('is unresolved, neither agreed to nor denied, with a bound that says how far one can see', () => {
    for (const factor of [1, 1.1]) {
      const check = checkGradient(
        { loss, gradient: (w: Float32Array) => gradient(w).map((g) => factor * g) },
        { params },
      );
      expect(check).toMatchObject({ verdict: 'unresolved', blame: [] });
      expect(check.blocks[0]!.worst.errorBound).toBeGreaterThan(0.01);
      expect(check.noise).toBeGreaterThan(1e-3);
    }
  });

  it('by default is what cannot be told to a tenth', () => {
    const at = (offset: number): GradientCheck =>
      checkGradient({ loss: (w: Float32Array) => f(offset + f(0.1 * f(Math.sin(w[0]!)))), gradient }, { params });
    expect(at(100).verdict).toBe('agrees');
    const { verdict, blocks } = at(2e4);
    expect(verdict).toBe('unresolved');
    const share = blocks[0]!.worst.errorBound / 0.1;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(10);
  });

  it('is resolved by asking for less: a resolution within reach agrees, and what it states is within the one asked', () => {
    const small = (w: Float32Array): number => f(100 + f(0.1 * f(Math.sin(w[0]!))));
    const sharp = checkGradient({ loss: small, gradient }, { params }, { resolution: 1e-6 });
    expect(sharp.verdict).toBe('unresolved');
    const reach = sharp.blocks[0]!.worst.errorBound / 0.1;
    expect(reach).toBeGreaterThan(1e-5);
    expect(reach).toBeLessThan(1);
    expect(checkGradient({ loss: small, gradient }, { params }, { resolution: 2 * reach }).verdict).toBe('agrees');
    // Beyond what the noise can hide an error is told all the same.
    const wrong = (w: Float32Array): Float32Array => gradient(w).map((g) => g * (1 + 30 * reach));
    expect(checkGradient({ loss: small, gradient: wrong }, { params }, { resolution: 1e-6 }).verdict).toBe('disagrees');
  });
});

describe('float32 inside, summed in float64 outside', () => {
  const cases = Array.from({ length: 200 }, (_, seed) => {
    const random = uniformSource(seed);
    const n = 2 + Math.floor(4 * random());
    const draw = (): number => 2 * random() - 1;
    const x = Array.from({ length: n }, draw);
    return {
      x,
      params: { w: Float32Array.from({ length: n }, draw), v: Float64Array.from({ length: n }, draw), b: draw() },
    };
  });
  type Params = (typeof cases)[number]['params'];
  const problem = (x: readonly number[]) => ({
    loss: ({ w, v, b }: Params): number =>
      0.1 * x.reduce((sum, xi, i) => sum + f(Math.tanh(f(f(w[i]! * f(xi)) + f(v[i]!)))), 0) + b * b,
    gradient: ({ w, v, b }: Params) => {
      const d = x.map((xi, i) => 0.1 * (1 - Math.tanh(w[i]! * xi + v[i]!) ** 2));
      return { w: Float32Array.from(d, (di, i) => di * x[i]!), v: d, b: 2 * b };
    },
  });

  it.each([{ precision: 'float32' }, { precision: 'float32', mode: 'screen' }] as readonly CheckOptions[])(
    'a right gradient never disagrees (%o)',
    (options) => {
      const checks = cases.map(({ x, params }) => checkGradient(problem(x), { params }, options));
      expect(checks.flatMap(({ blame }) => blame)).toEqual([]);
      expect(tally(checks).agrees).toBeGreaterThan(150);
    },
  );

  it.each([{}, { precision: 'float32' }] as readonly CheckOptions[])(
    'a factor of 2 in one block is caught, and that block blamed (%o)',
    (options) => {
      let caught = 0;
      for (const { x, params } of cases) {
        const { loss, gradient } = problem(x);
        const wrong = (p: Params) => ({ ...gradient(p), v: gradient(p).v.map((g) => 2 * g) });
        const check = checkGradient({ loss, gradient: wrong }, { params }, options);
        if (check.verdict === 'disagrees' && check.blame.join() === 'v') caught++;
      }
      expect(caught / cases.length).toBeGreaterThanOrEqual(0.95);
    },
  );
});

describe('mixed blocks', () => {
  interface Params {
    readonly w: Float32Array;
    readonly v: Float64Array;
    readonly b: number;
  }
  const score = ({ w, v, b }: Params, x: readonly number[]): number =>
    x.reduce((sum, xi, i) => sum + w[i]! * v[i]! * xi, b);
  const slopes = (p: Params, x: readonly number[]) => {
    const d = 1 - Math.tanh(score(p, x)) ** 2;
    return { w: x.map((xi, i) => d * p.v[i]! * xi), v: x.map((xi, i) => d * p.w[i]! * xi), b: d };
  };
  const cases = Array.from({ length: 200 }, (_, seed) => {
    const random = uniformSource(1000 + seed);
    const n = 1 + Math.floor(4 * random());
    const draw = (): number => 2 * random() - 1;
    return {
      params: { w: Float32Array.from({ length: n }, draw), v: Float64Array.from({ length: n }, draw), b: draw() },
      data: Array.from({ length: n }, draw),
    };
  });

  it('of a loss in float64: a right gradient agrees, with a resolution far below that of float32', () => {
    for (const { params, data } of cases) {
      const check = checkGradient(
        { loss: (p: Params, x: number[]) => Math.tanh(score(p, x)), gradient: slopes },
        { params, data },
      );
      expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
      expect(check.resolution).toBeLessThan(1e-6);
    }
  });

  it('of a loss in float32: a right gradient never disagrees, a factor of 2 is caught in the block that has it', () => {
    const loss = ({ w, v, b }: Params, x: number[]): number =>
      f(Math.tanh(x.reduce((sum, xi, i) => f(sum + f(w[i]! * f(f(v[i]!) * f(xi)))), f(b))));
    let caught = 0;
    for (const { params, data } of cases) {
      expect(checkGradient({ loss, gradient: slopes }, { params, data }).blame).toEqual([]);
      const wrong = (p: Params, x: number[]) => ({ ...slopes(p, x), b: 2 * slopes(p, x).b });
      const check = checkGradient({ loss, gradient: wrong }, { params, data });
      if (check.verdict === 'disagrees' && check.blame.join() === 'b') caught++;
    }
    expect(caught / cases.length).toBeGreaterThanOrEqual(0.95);
  });

  it('each block moves by steps of its own type', () => {
    const { params, data } = cases[3]!;
    let single = 0;
    const loss = (p: Params, x: number[]): number => {
      expect(p.w).toBeInstanceOf(Float32Array);
      expect(p.v).toBeInstanceOf(Float64Array);
      if (p.v.every((value) => f(value) === value)) single++;
      return Math.tanh(score(p, x));
    };
    expect(checkGradient({ loss, gradient: slopes }, { params, data }).verdict).toBe('agrees');
    expect(single).toBeLessThan(3);
  });
});

describe('a float64 loss of short numbers is not taken for float32', () => {
  it('a quadratic at lattice points: the resolution is that of float64, and an error of 1e-5 is caught', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(5 * random());
      const params = Array.from({ length: n }, () => Math.floor(9 * random()) - 4);
      const loss = (w: number[]): number => w.reduce((sum, x, i) => sum + ((i + 1) * x * x) / 2, 0);
      const gradient = (w: number[]): number[] => w.map((x, i) => (i + 1) * x);
      const right = checkGradient({ loss, gradient }, { params });
      expect(right, `seed ${seed}`).toMatchObject({ verdict: 'agrees', blame: [] });
      expect(right.resolution).toBeLessThan(1e-8);
      expect(right.noise).toBeLessThan(1e-12);
      if (params.every((x) => x === 0)) continue;
      const check = checkGradient(
        { loss, gradient: (w: number[]) => gradient(w).map((g) => g * (1 + 1e-5)) },
        { params },
      );
      expect(check, `seed ${seed}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    }
  });

  it.each([
    { name: 'a product', loss: (w: number[]) => w[0]! * w[1]!, gradient: (w: number[]) => [w[1]!, w[0]!] },
    {
      name: 'a hinge',
      loss: (w: number[]) => Math.max(0, 1 - w[0]! * w[1]!) + w[0]!,
      gradient: (w: number[]) => (w[0]! * w[1]! < 1 ? [1 - w[1]!, -w[0]!] : [1, 0]),
    },
    {
      name: 'a fourth power',
      loss: (w: number[]) => w[0]! ** 4 + w[1]! ** 2,
      gradient: (w: number[]) => [4 * w[0]! ** 3, 2 * w[1]!],
    },
  ])('$name at halves', ({ loss, gradient }) => {
    for (const params of [
      [2, 3],
      [-1.5, 2],
      [4, 0.5],
      [1, -1],
    ]) {
      const check = checkGradient({ loss, gradient }, { params });
      expect(check, `${params}`).toMatchObject({ verdict: 'agrees', blame: [] });
      expect(check.resolution).toBeLessThan(1e-8);
    }
  });

  it('Float32Array params do not make a float64 loss float32', () => {
    const loss = (w: Float32Array): number => w[0]! ** 2 + w[1]! ** 3;
    const gradient = (w: Float32Array): number[] => [2 * w[0]!, 3 * w[1]! ** 2];
    const check = checkGradient({ loss, gradient }, { params: Float32Array.of(2, 3) });
    expect(check.verdict).toBe('agrees');
    expect(check.noise).toBeLessThan(1e-12);
  });

  it('where nothing moves, the type of the params decides', () => {
    const noiseOf = (params: number[] | Float32Array) =>
      checkGradient({ loss: () => 3, gradient: () => [0, 0] }, { params: params as number[] });
    expect(noiseOf([1, 2])).toMatchObject({ verdict: 'agrees' });
    expect(noiseOf([1, 2]).noise).toBeLessThan(1e-12);
    expect(noiseOf(Float32Array.of(1, 2))).toMatchObject({ verdict: 'agrees' });
    expect(noiseOf(Float32Array.of(1, 2)).noise).toBeGreaterThan(1e-9);
  });

  it('a float32 loss declared as float64 is not believed where it jumps: it never agrees to a factor of 2', () => {
    for (const point of networks(60)) {
      const gradient = (p: Float32Params, d: Float32Data) => ({
        ...gradientOf(p, d),
        W2: gradientOf(p, d).W2.map((g) => 2 * g),
      });
      if (rms(gradientOf(point.params, point.data).W2) < 0.05) continue;
      expect(checkGradient({ ...float32Network, gradient }, point, { precision: 'float64' }).verdict).not.toBe(
        'agrees',
      );
    }
  });
});
