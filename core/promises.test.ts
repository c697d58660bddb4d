import { describe, expect, it } from 'vitest';
import { blackBox, Draw, drawNetwork } from '../quality/networks.ts';
import { checkGradient, checkGradientAsync } from './check-gradient.ts';
import { checkHessian } from './check-hessian.ts';
import { UsageError } from './errors.ts';
import { numericalGradient } from './numerical-gradient.ts';
import { numericalHessian } from './numerical-hessian.ts';
import { numericalJacobian } from './numerical-jacobian.ts';
import type { JvpProblem, VjpProblem } from './problem.ts';
import { uniformSource } from './random.ts';

type V = number[];
const f = Math.fround;

describe('lossBatch of more than 64 parameters', () => {
  const n = 130;
  const params = { a: Array.from({ length: 70 }, (_, i) => 1 + i / 7), b: Array.from({ length: 60 }, (_, i) => i / 3) };
  type Params = typeof params;
  const loss = ({ a, b }: Params): number => [...a, ...b].reduce((sum, w, i) => sum + (i + 1) * w, 0);
  const gradient = (_: Params) => ({ a: params.a.map((_, i) => i + 1), b: params.b.map((_, i) => i + 71) });
  const lossBatch = (points: readonly Params[]) => points.map(loss);

  it('judges every entry where all of the first 64 end with the same batch, and does not throw', () => {
    const check = checkGradient({ loss, gradient, lossBatch }, { params });
    expect(check).toEqual(checkGradient({ loss, gradient }, { params }));
    expect(check.evaluations.loss).toBeGreaterThan(2 * n);
  });

  it('overlooks no wrong entry behind the 64th', () => {
    const flat = Array.from({ length: n }, (_, i) => 1 + i / 7);
    const problem = {
      loss: (w: V) => w.reduce((sum, x, i) => sum + (i + 1) * x, 0),
      gradient: (w: V) => w.map((_, i) => (i === 100 ? -1 : 1) * (i + 1)),
    };
    const check = checkGradient(
      { ...problem, lossBatch: (points: readonly V[]) => points.map(problem.loss) },
      { params: flat },
    );
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(check.blocks[0]!.worst.entry).toBe('params[100]');
  });
});

describe('lossBatch that breaks its promise', () => {
  const loss = (w: V): number => w.reduce((sum, x) => sum + Math.sin(x), 0);
  const gradient = (w: V): V => w.map(Math.cos);
  const params = [0.1, 0.5, -0.7];

  it.each([
    {
      name: 'one loss too few',
      answer: (points: readonly V[]) => points.map(loss).slice(1),
      message: /lossBatch returned an array of 2, expected 3 losses/,
    },
    { name: 'nothing', answer: () => undefined, message: /lossBatch returned undefined/ },
    { name: 'null', answer: () => null, message: /lossBatch returned null/ },
    {
      name: 'a promise in a sync check',
      answer: async (points: readonly V[]) => points.map(loss),
      message: /Async twin/,
    },
  ])('is invalid and says so: $name', ({ answer, message }) => {
    const check = checkGradient({ loss, gradient, lossBatch: answer as never }, { params });
    expect(check).toMatchObject({
      verdict: 'invalid',
      reason: 'not-a-number',
      message: expect.stringMatching(message),
    });
  });

  it('falls back to single losses where it throws', async () => {
    const lossBatch = (): never => {
      throw new Error('out of memory');
    };
    const without = checkGradient({ loss, gradient }, { params });
    const { evaluations: _, ...expected } = without;
    expect(checkGradient({ loss, gradient, lossBatch }, { params })).toMatchObject(expected);
    expect(
      await checkGradientAsync({ loss, gradient, lossBatch: async () => lossBatch() } as never, { params }),
    ).toMatchObject(expected);
  });

  it('leaves no rejection unhandled in a sync check, which would end the process', async () => {
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
    checkGradient({ loss, gradient, lossBatch: failing as never }, { params });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    for (const listener of before) process.on('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });
});

describe('a right gradient kept in a Float32Array, of a loss computed in float64', () => {
  it('never disagrees, in full and screened (200 losses)', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(5 * random());
      const draw = (): number => 2 * random() - 1;
      const x = Array.from({ length: n }, draw);
      const params = { w: Float32Array.from({ length: n }, draw), b: draw() };
      const score = ({ w, b }: typeof params): number => x.reduce((sum, xi, i) => sum + w[i]! * xi, b);
      const problem = {
        loss: (p: typeof params) => Math.tanh(score(p)),
        gradient: (p: typeof params) => {
          const d = 1 - Math.tanh(score(p)) ** 2;
          return { w: Float32Array.from(x, (xi) => d * xi), b: d };
        },
      };
      for (const mode of ['full', 'screen'] as const)
        expect(checkGradient(problem, { params }, { mode }).blame, `seed ${seed}, ${mode}`).toEqual([]);
      const wrong = (p: typeof params) => ({
        ...problem.gradient(p),
        w: problem.gradient(p).w.map((g) => g * (1 + 1e-5)),
      });
      if (Math.hypot(...problem.gradient(params).w) < 0.05) continue;
      expect(checkGradient({ ...problem, gradient: wrong }, { params }).blame, `seed ${seed}`).toEqual(['w']);
    }
  });

  it('of a linear loss is not taken for one that is left over', () => {
    const x = [0.1, 0.7];
    const check = checkGradient(
      { loss: (w: Float32Array) => w[0]! * x[0]! + w[1]! * x[1]!, gradient: () => Float32Array.from(x) },
      { params: Float32Array.of(0.3, -0.6) },
    );
    expect(check).toMatchObject({ verdict: 'agrees' });
  });

  it('at a tie is a kink still', () => {
    const loss = (w: Float32Array): number => 0.1 * Math.max(...w);
    const check = checkGradient(
      { loss, gradient: () => Float32Array.of(0.1, 0) },
      { params: Float32Array.of(0.3, 0.3) },
    );
    expect(check).toMatchObject({ verdict: 'kink', blame: [] });
  });
});

describe('a float64 loss of short numbers', () => {
  it('that is linear is not taken for float32: 1e-5 is caught at every lattice point', () => {
    for (const params of [
      [-3, -1],
      [-4, -1],
      [3, 1],
      [4, 2, 3, 2],
      [1, 1],
      [2, -3],
    ]) {
      const loss = (w: V): number => w.reduce((sum, x, i) => sum + (i + 1) * x, 0);
      const check = (factor: number) =>
        checkGradient({ loss, gradient: (w: V) => w.map((_, i) => factor * (i + 1)) }, { params });
      expect(check(1).resolution, `${params}`).toBeLessThan(1e-8);
      expect(check(1 + 1e-5), `${params}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    }
  });
});

it('a right gradient that loses digits by cancellation agrees where its loss is linear', () => {
  const cotangent = [1, 0, 3e-5];
  const logSoftmax = (x: V): V => {
    const most = Math.max(...x);
    const sum = x.reduce((total, xi) => total + Math.exp(xi - most), 0);
    return x.map((xi) => xi - most - Math.log(sum));
  };
  const dot = (a: V, b: V): number => a.reduce((sum, ai, i) => sum + ai * b[i]!, 0);
  const problem = {
    loss: (x: V) => dot(cotangent, logSoftmax(x)),
    // The first entry is 1 - 1.00003, right to eleven digits.
    gradient: (x: V) => logSoftmax(x).map((y, i) => cotangent[i]! - Math.exp(y) * dot(cotangent, [1, 1, 1])),
  };
  expect(checkGradient(problem, { params: [800, 0, 0] }).verdict).toBe('agrees');
});

describe('forward products in float64 of parameters in Float32Arrays', () => {
  const verdicts = (factor: number): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (let seed = 0; seed < 150; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(5 * random());
      const rows = [0, 1].map(() => Array.from({ length: n }, () => 4 * random() - 2));
      const dot = (row: V, x: Float32Array): number => row.reduce((sum, value, i) => sum + value * x[i]!, 0);
      const problem = {
        forward: (x: Float32Array) => rows.map((row) => Math.tanh(dot(row, x))),
        jvp: (x: Float32Array, t: Float32Array) =>
          rows.map((row) => factor * (1 - Math.tanh(dot(row, x)) ** 2) * dot(row, t)),
      };
      const { verdict } = checkGradient(problem, { params: Float32Array.from({ length: n }, () => 4 * random() - 2) });
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    return counts;
  };

  it('agree where they are right, although the points are rounded', () => {
    const { disagrees = 0, agrees = 0 } = verdicts(1);
    expect(disagrees).toBe(0);
    expect(agrees).toBeGreaterThan(140);
  });

  it.each([1.1, -1])('disagree where they are %d times the right ones', (factor) => {
    expect(verdicts(factor)).toEqual({ disagrees: 150 });
  });
});

describe('float32 inside, summed in float64 outside, not declared', () => {
  // ECNoise alone sees no noise where the steps of the float32 inside happen to be equal.
  it('a right gradient never disagrees (3000 losses)', () => {
    let alarms = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(6 * random());
      const params = Array.from({ length: n }, () => 2 * random() - 1);
      const x = Array.from({ length: n }, () => 2 * random() - 1);
      const loss = (w: V): number => 0.1 * w.reduce((sum, wi, i) => sum + f(Math.tanh(f(f(wi) * f(x[i]!)))), 0);
      const gradient = (w: V): V => w.map((wi, i) => 0.1 * (1 - Math.tanh(wi * x[i]!) ** 2) * x[i]!);
      if (checkGradient({ loss, gradient }, { params }).verdict === 'disagrees') alarms++;
    }
    expect(alarms).toBe(0);
  });

  const LAYERS: Readonly<Record<string, readonly [(z: number) => number, (z: number) => number]>> = {
    sigmoid: [(z) => f(1 / f(1 + f(Math.exp(-z)))), (z) => Math.exp(-z) / (1 + Math.exp(-z)) ** 2],
    softplus: [(z) => f(Math.log(f(1 + f(Math.exp(z))))), (z) => 1 / (1 + Math.exp(-z))],
    square: [(z) => f(z * z), (z) => 2 * z],
  };
  const cases = Object.keys(LAYERS).flatMap((layer) => (['full', 'screen'] as const).map((mode) => ({ layer, mode })));
  it.each(cases)('mean of squares of a $layer layer, $mode: right agrees, twice is caught (400)', ({ layer, mode }) => {
    const [g, slope] = LAYERS[layer]!;
    const dot = (w: V, x: V): number => w.reduce((sum, wi, i) => f(sum + f(f(wi) * f(x[i]!))), 0);
    const caught = { once: 0, twice: 0 };
    for (let seed = 0; seed < 400; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(6 * random());
      const params = Array.from({ length: n }, () => 2 * random() - 1);
      const X = Array.from({ length: 1 + Math.floor(3 * random()) }, () => params.map(() => 2 * random() - 1));
      const loss = (w: V): number => X.reduce((sum, x) => sum + 0.7 * g(dot(w, x)) ** 2, 0) / X.length;
      const gradient = (w: V, factor: number): V =>
        w.map((_, j) => {
          const terms = X.map((x) => {
            const z = w.reduce((sum, wi, i) => sum + wi * x[i]!, 0);
            return 1.4 * g(f(z)) * slope(z) * x[j]!;
          });
          return (factor * terms.reduce((sum, term) => sum + term, 0)) / X.length;
        });
      const verdict = (factor: number): string =>
        checkGradient({ loss, gradient: (w: V) => gradient(w, factor) }, { params }, { mode }).verdict;
      if (verdict(1) === 'disagrees') caught.once++;
      if (verdict(2) === 'disagrees') caught.twice++;
    }
    expect(caught.once).toBe(0);
    expect(caught.twice).toBeGreaterThan(380);
  });
});

describe('forward and backward products in float32, not declared', () => {
  const cases = Array.from({ length: 100 }, (_, seed) => {
    const random = uniformSource(seed);
    const A = Array.from({ length: 9 }, () => f(2 * random() - 1));
    const x = Array.from({ length: 3 }, () => f(4 * random() - 2));
    const at = [0, 1, 2];
    const forward = (p: ArrayLike<number>): V =>
      at.map((i) => f(Math.tanh(at.reduce((z, j) => f(z + f(A[3 * i + j]! * f(p[j]!))), 0))));
    const slope = (p: ArrayLike<number>): V => forward(p).map((t) => f(1 - f(t * t)));
    const jvp = (p: ArrayLike<number>, v: ArrayLike<number>): V =>
      slope(p).map((d, i) => f(d * at.reduce((z, j) => f(z + f(A[3 * i + j]! * f(v[j]!))), 0)));
    const vjp = (p: ArrayLike<number>, u: unknown): V => {
      const d = slope(p).map((s, i) => f(s * f((u as V)[i]!)));
      return at.map((j) => d.reduce((z, di, i) => f(z + f(A[3 * i + j]! * di)), 0));
    };
    const exact = at.flatMap((i) => {
      const t = Math.tanh(at.reduce((z, j) => z + A[3 * i + j]! * x[j]!, 0));
      return at.map((j) => (1 - t * t) * A[3 * i + j]!);
    });
    return { x, forward, jvp, vjp, exact };
  });

  it.each(['arrays', 'Float32Arrays'])('right ones never disagree, alone or together (%s)', (kind) => {
    let agree = 0;
    for (const [seed, { x, forward, jvp, vjp }] of cases.entries()) {
      const params = kind === 'arrays' ? x : Float32Array.from(x);
      for (const products of [{ jvp }, { vjp }, { jvp, vjp }]) {
        const problem = { forward, ...products } as VjpProblem<ArrayLike<number>, undefined> &
          JvpProblem<ArrayLike<number>, undefined>;
        const { verdict, diagnoses } = checkGradient<ArrayLike<number>, undefined>(problem, { params });
        expect(verdict, `seed ${seed}, ${Object.keys(products)}`).not.toBe('disagrees');
        expect(diagnoses).toEqual([]);
        if (verdict === 'agrees') agree++;
      }
    }
    expect(agree).toBeGreaterThan(180);
  });

  it('a numerical Jacobian keeps to its bound', () => {
    for (const { x, forward, exact } of cases) {
      for (const params of [x, Float32Array.from(x)]) {
        const { jacobian, errorBound } = numericalJacobian(forward as (p: ArrayLike<number>) => V, { params });
        for (const [i, d] of exact.entries())
          expect(Math.abs(jacobian.data[i]! - d)).toBeLessThanOrEqual(errorBound.data[i]!);
      }
    }
  });
});

describe('forward products', () => {
  const tanh = (z: V): V => z.map(Math.tanh);
  const product = (z: V, v: V): V => z.map((x, i) => (1 - Math.tanh(x) ** 2) * v[i]!);
  const relu = (z: V): V => z.map((x) => Math.max(0, x));
  const gate = (z: V, v: V): V => z.map((x, i) => (x > 0 ? v[i]! : 0));

  it("subgradients: 'reject' makes a disagreement of a kink, as for gradients, and reads no cause off it", () => {
    const check = checkGradient({ forward: relu, jvp: gate }, { params: [1, 0, -1] }, { subgradients: 'reject' });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['output'], diagnoses: [] });
    const backward = { forward: relu, vjp: (z: V, u: unknown) => gate(z, u as V) };
    expect(checkGradient(backward, { params: [1, 0, -1] }, { subgradients: 'reject' })).toMatchObject({
      verdict: 'disagrees',
      diagnoses: [],
    });
  });

  it.each([
    {
      name: 'forward changes its params',
      forward: (z: V) => tanh(z.fill(0, 1)),
      jvp: product,
      reason: 'mutates-params',
    },
    {
      name: 'jvp changes its params',
      forward: tanh,
      jvp: (z: V, v: V) => product(z.fill(0, 1), v),
      reason: 'mutates-params',
    },
    {
      name: 'jvp changes its tangent',
      forward: tanh,
      jvp: (z: V, v: V) => product(z, v.splice(0)),
      reason: 'mutates-params',
    },
  ])('$name: $reason', ({ forward, jvp, reason }) => {
    expect(checkGradient({ forward, jvp }, { params: [1, -1] })).toMatchObject({ verdict: 'invalid', reason });
  });

  it('a change of data is found', () => {
    const data = { calls: 0 };
    const forward = (z: V, d: typeof data): V => {
      d.calls++;
      return tanh(z);
    };
    expect(checkGradient({ forward, jvp: product }, { params: [1], data })).toMatchObject({
      verdict: 'invalid',
      reason: 'mutates-data',
    });
  });

  it('params that are not finite are named as such', () => {
    const check = checkGradient({ forward: tanh, jvp: product }, { params: [1, Number.NaN] });
    expect(check).toMatchObject({
      verdict: 'invalid',
      reason: 'non-finite-params',
      message: expect.stringMatching(/params\[1\] is NaN/),
    });
  });

  it('an output without a number is not agreed to', () => {
    expect(checkGradient({ forward: () => [], jvp: () => [] }, { params: [1] }).verdict).toBe('invalid');
  });

  it('pullbacks are counted beside the products', () => {
    let calls = 0;
    const { evaluations } = checkGradient(
      {
        forward: tanh,
        jvp: (z: V, v: V) => {
          calls++;
          return product(z, v);
        },
        vjp: (z: V, u: unknown) => {
          calls++;
          return product(z, u as V);
        },
      },
      { params: [1, -1] },
    );
    expect(evaluations.gradient).toBe(calls);
  });
});

describe('a screen at a kink', () => {
  const n = 600;
  const relu = (x: number): number => Math.max(0, x);
  const loss = (p: V): number => p.reduce((sum, x, i) => sum + (i % 100 === 0 ? relu(x) : Math.sin(x)), 0);
  const gradient = (p: V): V => p.map((x, i) => (i % 100 === 0 ? (x > 0 ? 1 : 0) : Math.cos(x)));
  const params = Array.from({ length: n }, (_, i) => (i % 100 === 0 ? 0 : Math.sin(i + 1)));
  const wrongEntries = (error: number, seed: number): readonly string[] => {
    const wrong = (p: V): V => gradient(p).map((g, i) => (i === 333 ? g + error : g));
    const { verdict, blocks } = checkGradient({ loss, gradient: wrong }, { params }, { seed });
    return [verdict, ...blocks[0]!.entries.filter((e) => e.verdict === 'disagrees').map((e) => e.entry)];
  };

  it.each([0.1, 1, 5, 50, 500])('locates a wrong smooth entry off by %d, inside of the slopes or outside', (error) => {
    for (let seed = 0; seed < 10; seed++)
      expect(wrongEntries(error, seed), `seed ${seed}`).toEqual(['disagrees', 'params[333]']);
  });

  it('catches a doubled block on lattice networks as a full check does, and no right one', () => {
    let both = 0;
    let full = 0;
    for (const regime of ['lattice', 'halves'] as const) {
      const draw = new Draw(9);
      for (let seed = 0; seed < 150; seed++) {
        const drawn = drawNetwork(draw, regime);
        const point = { ...drawn, data: { ...drawn.data, activation: 'relu' as const } };
        if (checkGradient(blackBox, point, { mode: 'screen', seed }).verdict !== 'kink') continue;
        const gradient: typeof blackBox.gradient = (p, d) => {
          const claim = blackBox.gradient(p, d);
          return { ...claim, W1: { ...claim.W1!, data: claim.W1!.data.map((g) => 2 * g) } };
        };
        const verdictOf = (mode: 'screen' | 'full') =>
          checkGradient({ ...blackBox, gradient }, point, { mode, seed }).verdict;
        if (verdictOf('full') !== 'disagrees') continue;
        full++;
        if (verdictOf('screen') === 'disagrees') both++;
      }
    }
    expect(full).toBeGreaterThan(60);
    expect(both / full).toBeGreaterThanOrEqual(0.97);
  });
});

describe('numerical derivatives', () => {
  it('of Float32Array params hold the rounding of the tree they are stored in', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = uniformSource(seed);
      const params = Float32Array.from({ length: 4 }, () => 4 * random() - 2);
      const { gradient, errorBound } = numericalGradient(
        (w: Float32Array) => w.reduce((sum, x) => sum + Math.exp(x), 0),
        { params },
      );
      for (const [i, x] of params.entries())
        expect(Math.abs(gradient[i]! - Math.exp(x))).toBeLessThanOrEqual(errorBound[i]!);
    }
  });

  it('of a noisy forward pass hold its noise', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = uniformSource(seed);
      const x = 2 * random() - 1;
      const noisy = (w: number): number[] => [Math.sin(w) + 1e-4 * (2 * random() - 1), w];
      const { jacobian, errorBound, noise } = numericalJacobian(noisy, { params: x });
      expect(Math.abs(jacobian.data[0]! - Math.cos(x)), `seed ${seed}`).toBeLessThanOrEqual(errorBound.data[0]!);
      expect(noise).toBeGreaterThan(1e-6);
      expect(errorBound.data[1]!).toBeLessThan(1e-9);
    }
  });

  it('a Hessian at a kink of the slope covers the second derivatives of both sides', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = uniformSource(seed);
      const [a, b, c] = [4 * random() - 2, 4 * random() - 2, 4 * random() - 2];
      if (Math.abs(a - b) < 0.1) continue;
      const x = [0, 1, -2, 0.3][seed % 4]!;
      const loss = (w: number): number => ((w >= x ? a : b) * (w - x) ** 2) / 2 + c * Math.sin(w);
      const { hessian, errorBound } = numericalHessian(loss, { params: x });
      for (const side of [a, b]) {
        const truth = side - c * Math.sin(x);
        expect(Math.abs(hessian.data[0]! - truth), `seed ${seed}`).toBeLessThanOrEqual(
          errorBound.data[0]! * (1 + 1e-9),
        );
      }
    }
  });

  it('a Hessian at a kink of the loss has no value', () => {
    for (const loss of [(w: number) => Math.max(0, w), Math.abs]) {
      const { hessian, errorBound } = numericalHessian(loss, { params: 0 });
      expect([hessian.data[0], errorBound.data[0]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    }
  });
});

describe('checkHessian never throws for what a gradient does, and is strict about usage', () => {
  const params = [1, 2];
  it.each([
    {
      name: 'throws',
      gradient: () => {
        throw new Error('no');
      },
      reason: 'threw',
    },
    { name: 'is NaN', gradient: () => [0, Number.NaN], reason: 'non-finite-gradient' },
    { name: 'has another shape', gradient: () => [1], reason: 'shape-mismatch' },
  ])('a gradient alone that $name: $reason', ({ gradient, reason }) => {
    expect(checkHessian({ gradient: gradient as (w: V) => V }, { params })).toMatchObject({
      verdict: 'invalid',
      reason,
    });
  });

  it('params without a number, or no tree: unsupported-params', () => {
    for (const bad of [[], 'x'])
      expect(checkHessian({ gradient: (w: unknown) => w }, { params: bad as unknown })).toMatchObject({
        verdict: 'invalid',
        reason: 'unsupported-params',
      });
  });

  it('unknown options and problems of the wrong form are usage errors', () => {
    const gradient = (w: V): V => w;
    expect(() => checkHessian({ gradient }, { params }, { foo: 1 } as never)).toThrow(UsageError);
    expect(() => checkHessian(null as never, { params })).toThrow(UsageError);
    expect(() => checkHessian({ gradient, hessian: 3 } as never, { params })).toThrow(/problem\.hessian/);
    expect(() => checkHessian({ gradient, hvp: 'x' } as never, { params })).toThrow(/problem\.hvp/);
  });

  it('symmetry is agreed to only where the bound is fine enough to tell', () => {
    const random = uniformSource(1);
    const noisy = ([x = 0, y = 0]: V): V => [y + 0.3 * random(), x + 0.3 * random()];
    expect(checkHessian({ gradient: noisy }, { params }).verdict).not.toBe('agrees');
  });

  it('a kink on the diagonal does not blur the resolution of the rest', () => {
    const check = checkHessian({ gradient: ([x = 0, y = 0]: V) => [Math.max(0, x) + y, y + x] }, { params: [0, 2] });
    expect(check.verdict).toBe('agrees');
    expect(check.resolution).toBeLessThan(1e-6);
  });
});
