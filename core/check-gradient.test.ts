import { describe, expect, it } from 'vitest';
import { checkGradient, checkGradientAsync } from './check-gradient.ts';
import type { CheckOptions } from './options.ts';
import { uniformSource } from './random.ts';
import type { EntryCheck, GradientCheck } from './results.ts';

type Scalar = (x: number) => number;

const scalar = (loss: Scalar, gradient: Scalar, at: number, options?: CheckOptions): GradientCheck =>
  checkGradient({ loss, gradient }, { params: at }, options);

const worst = (check: GradientCheck, block?: string): EntryCheck => {
  const found = check.blocks.find((b) => block === undefined || b.block === block);
  if (found === undefined) throw new Error(`no block ${block}: ${JSON.stringify(check)}`);
  return found.worst;
};

const verdicts = (check: GradientCheck): Record<string, string> =>
  Object.fromEntries(check.blocks.map(({ block, verdict }) => [block, verdict]));

/** Two dense layers with a smooth loss: sum of c tanh(W2 tanh(W1 x + b1) + b2) over the outputs. */
interface Net {
  readonly W1: number[][];
  readonly b1: number[];
  readonly W2: number[][];
  readonly b2: number[];
}
interface NetData {
  readonly x: readonly number[];
  readonly c: readonly number[];
}

const affine = (W: readonly number[][], b: readonly number[], x: readonly number[]): number[] =>
  W.map((row, i) => row.reduce((total, w, j) => total + w * x[j]!, b[i]!));

const netLoss = ({ W1, b1, W2, b2 }: Net, { x, c }: NetData): number => {
  const hidden = affine(W1, b1, x).map(Math.tanh);
  return affine(W2, b2, hidden).reduce((total, z, i) => total + c[i]! * Math.tanh(z), 0);
};

const netGradient = ({ W1, b1, W2, b2 }: Net, { x, c }: NetData): Net => {
  const hidden = affine(W1, b1, x).map(Math.tanh);
  const d2 = affine(W2, b2, hidden).map((z, i) => c[i]! * (1 - Math.tanh(z) ** 2));
  const d1 = hidden.map((h, j) => (1 - h ** 2) * d2.reduce((total, d, i) => total + d * W2[i]![j]!, 0));
  return { W1: d1.map((d) => x.map((xi) => d * xi)), b1: d1, W2: d2.map((d) => hidden.map((h) => d * h)), b2: d2 };
};

const netCase = (): { params: Net; data: NetData } => ({
  params: {
    W1: [
      [0.4, -0.3],
      [0.1, 0.7],
      [-0.6, 0.2],
    ],
    b1: [0.1, -0.2, 0.3],
    W2: [
      [0.5, -0.8, 0.25],
      [-0.35, 0.6, 0.9],
    ],
    b2: [0.05, -0.15],
  },
  data: { x: [0.9, -1.3], c: [1, -2] },
});

const netWith = (change: (claim: Net) => unknown, options?: CheckOptions): GradientCheck =>
  checkGradient(
    { loss: netLoss, gradient: (p: Net, d: NetData) => change(structuredClone(netGradient(p, d))) },
    netCase(),
    options,
  );

const all = ['W1', 'b1', 'W2', 'b2'];

describe('a right gradient agrees, and the resolution is finer than 1e-8', () => {
  const functions: readonly { name: string; loss: Scalar; gradient: Scalar; at: readonly number[] }[] = [
    { name: 'x^2', loss: (x) => x ** 2, gradient: (x) => 2 * x, at: [3, -0.5, 100, 0.01] },
    { name: 'x^7', loss: (x) => x ** 7, gradient: (x) => 7 * x ** 6, at: [1.5, -2] },
    { name: 'sin', loss: Math.sin, gradient: Math.cos, at: [0, 0.3, -2, 30] },
    { name: 'exp', loss: Math.exp, gradient: Math.exp, at: [0, -3, 5] },
    { name: 'tanh', loss: Math.tanh, gradient: (x) => 1 - Math.tanh(x) ** 2, at: [0, 0.7, -1.5] },
    { name: 'softplus', loss: (x) => Math.log1p(Math.exp(x)), gradient: (x) => 1 / (1 + Math.exp(-x)), at: [0, 2, -2] },
    { name: '1/x', loss: (x) => 1 / x, gradient: (x) => -1 / x ** 2, at: [2, -0.7] },
    { name: 'log', loss: Math.log, gradient: (x) => 1 / x, at: [1, 0.5, 20] },
    { name: 'sqrt', loss: Math.sqrt, gradient: (x) => 0.5 / Math.sqrt(x), at: [1, 0.5, 9] },
    { name: 'a linear function', loss: (x) => 4 * x - 1, gradient: () => 4, at: [0, 1, -12.5] },
  ];
  const points = functions.flatMap(({ at, ...rest }) => at.map((x) => ({ ...rest, x })));

  it.each(points)('$name at $x', ({ loss, gradient, x }) => {
    const check = scalar(loss, gradient, x);
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(check.resolution).toBeGreaterThan(0);
    expect(check.resolution).toBeLessThan(1e-8);
    const { numeric, errorBound, analytic } = worst(check);
    expect(Math.abs(analytic - numeric)).toBeLessThanOrEqual(errorBound);
  });

  it('two dense layers', () => {
    const check = netWith((claim) => claim);
    expect(check.verdict).toBe('agrees');
    expect(verdicts(check)).toEqual({ W1: 'agrees', b1: 'agrees', W2: 'agrees', b2: 'agrees' });
    expect(check.resolution).toBeLessThan(1e-8);
    expect(check.blocks.map(({ size, shape }) => [size, ...shape])).toEqual([
      [6, 3, 2],
      [3, 3],
      [6, 2, 3],
      [2, 2],
    ]);
  });

  it('a loss that does not depend on its parameters, claimed 0', () => {
    const check = scalar(
      () => 5,
      () => 0,
      1.5,
    );
    expect(check.verdict).toBe('agrees');
    expect(worst(check)).toMatchObject({ numeric: 0, analytic: 0 });
  });
});

describe('a wrong gradient disagrees', () => {
  const wrong: readonly { name: string; change: Scalar; ratio: number }[] = [
    { name: 'a factor of 2', change: (g) => 2 * g, ratio: 2 },
    { name: 'the sign', change: (g) => -g, ratio: -1 },
    { name: 'a relative error of 1e-6', change: (g) => g * (1 + 1e-6), ratio: 1 + 1e-6 },
    { name: 'nothing at all', change: () => 0, ratio: 0 },
  ];

  it.each(wrong)('by $name, and its ratio is told', ({ change, ratio }) => {
    const check = scalar(Math.sin, (x) => change(Math.cos(x)), 0.3);
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check)).toMatchObject({ entry: 'params', verdict: 'disagrees' });
    expect(worst(check).ratio).toBeCloseTo(ratio, 9);
    expect(worst(check).numeric).toBeCloseTo(Math.cos(0.3), 9);
  });

  it.each(wrong)('by $name in every entry of two layers: all blocks are blamed', ({ change }) => {
    const check = netWith((claim) => ({
      W1: claim.W1.map((row) => row.map(change)),
      b1: claim.b1.map(change),
      W2: claim.W2.map((row) => row.map(change)),
      b2: claim.b2.map(change),
    }));
    expect(check).toMatchObject({ verdict: 'disagrees', blame: all });
    expect(check.blocks.map(({ wrong: count }) => count)).toEqual([6, 3, 6, 2]);
  });

  it('by a missing regularisation term', () => {
    const lambda = 0.1;
    const loss = (w: number[]): number => Math.sin(w[0]!) * w[1]! + (lambda / 2) * (w[0]! ** 2 + w[1]! ** 2);
    const bare = (w: number[]): number[] => [Math.cos(w[0]!) * w[1]!, Math.sin(w[0]!)];
    const right = (w: number[]): number[] => bare(w).map((g, i) => g + lambda * w[i]!);
    expect(checkGradient({ loss, gradient: right }, { params: [0.5, 1.5] }).verdict).toBe('agrees');
    const check = checkGradient({ loss, gradient: bare }, { params: [0.5, 1.5] });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(check.blocks[0]).toMatchObject({ wrong: 2 });
  });

  it('in one entry of a matrix, and names it', () => {
    const check = netWith((claim) => {
      claim.W2[1]![2]! *= 1 + 1e-6;
      return claim;
    });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W2'] });
    expect(worst(check, 'W2')).toMatchObject({ entry: 'W2[1,2]', verdict: 'disagrees' });
    expect(check.blocks.find(({ block }) => block === 'W2')).toMatchObject({ wrong: 1, size: 6 });
  });

  it.each(all)('in block %s alone, and blames exactly that', (block) => {
    const check = netWith((claim) => ({
      ...claim,
      [block]: claim[block as keyof Net].map((row) => (typeof row === 'number' ? 2 * row : row.map((g) => 2 * g))),
    }));
    expect(check.verdict).toBe('disagrees');
    expect(check.blame).toEqual([block]);
    expect(verdicts(check)).toEqual({ W1: 'agrees', b1: 'agrees', W2: 'agrees', b2: 'agrees', [block]: 'disagrees' });
    expect(check.diagnoses).toMatchObject([{ kind: 'constant-factor', block, evidence: { factor: 2 } }]);
  });

  it('by two entries swapped', () => {
    const check = netWith((claim) => {
      claim.b1.reverse();
      return claim;
    });
    expect(check).toMatchObject({
      verdict: 'disagrees',
      blame: ['b1'],
      diagnoses: [{ kind: 'reversed', block: 'b1' }],
    });
    expect(check.blocks.find(({ block }) => block === 'b1')).toMatchObject({ wrong: 2 });
    expect(check.blocks[1]!.entries.filter(({ verdict }) => verdict === 'agrees').map(({ entry }) => entry)).toEqual([
      'b1[1]',
    ]);
  });

  it('by an entry that was never written', () => {
    const check = netWith((claim) => {
      claim.W1[2]![0] = 0;
      return claim;
    });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W1'] });
    expect(worst(check, 'W1')).toMatchObject({ entry: 'W1[2,0]', analytic: 0, verdict: 'disagrees' });
  });

  it('where the loss stands still: a claim other than 0', () => {
    const check = scalar(
      () => 5,
      () => 1,
      1.5,
    );
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check)).toMatchObject({ numeric: 0, analytic: 1, ratio: Number.POSITIVE_INFINITY });
  });

  it('at a special value only: the gradient of softplus as 0 at exactly 0', () => {
    const loss = (x: number): number => Math.log1p(Math.exp(x));
    const claim = (x: number): number => (x === 0 ? 0 : 1 / (1 + Math.exp(-x)));
    expect(scalar(loss, claim, 0.25).verdict).toBe('agrees');
    const check = scalar(loss, claim, 0);
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check).numeric).toBeCloseTo(0.5, 9);
  });

  it('by errors that cancel in the sum of the entries', () => {
    const check = netWith((claim) => {
      claim.b2[0]! += 1e-5;
      claim.b2[1]! -= 1e-5;
      return claim;
    });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['b2'] });
    expect(check.blocks[3]).toMatchObject({ wrong: 2 });
  });
});

describe('at a kink', () => {
  it.each([-1, -0.25, 0, 0.5, 1])('of |x|, the claim %d is a subgradient, and the slopes are told', (claim) => {
    const check = scalar(Math.abs, () => claim, 0);
    expect(check).toMatchObject({ verdict: 'kink', blame: [] });
    expect(worst(check)).toMatchObject({ entry: 'params', verdict: 'kink', analytic: claim });
    expect(worst(check).slopes!.left).toBeCloseTo(-1, 9);
    expect(worst(check).slopes!.right).toBeCloseTo(1, 9);
  });

  it.each([-1.001, 1.001, 2, -30])('of |x|, the claim %d is beyond both slopes and disagrees', (claim) => {
    const check = scalar(Math.abs, () => claim, 0);
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check).slopes!.left).toBeCloseTo(-1, 9);
    expect(worst(check).slopes!.right).toBeCloseTo(1, 9);
  });

  it('of a ReLU away from 0, the slopes are those of both sides', () => {
    const loss = (x: number): number => 3 * Math.max(0, x - 2) - x;
    const check = scalar(loss, () => 0, 2);
    expect(check.verdict).toBe('kink');
    expect(worst(check).slopes!.left).toBeCloseTo(-1, 7);
    expect(worst(check).slopes!.right).toBeCloseTo(2, 7);
  });

  it('between curved pieces, the slopes are extrapolated to the point', () => {
    const loss = (x: number): number => (x > 0 ? Math.exp(2 * x) : Math.cos(x) + Math.sin(-3 * x));
    const check = scalar(loss, () => 1, 0);
    expect(check.verdict).toBe('kink');
    expect(worst(check).slopes!.left).toBeCloseTo(-3, 7);
    expect(worst(check).slopes!.right).toBeCloseTo(2, 7);
    expect(scalar(loss, () => -3.01, 0).verdict).toBe('disagrees');
  });

  it("subgradients 'reject' makes a disagreement of a valid subgradient, and leaves smooth points alone", () => {
    const options = { subgradients: 'reject' } as const;
    expect(scalar(Math.abs, () => 0.5, 0, options)).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(scalar(Math.abs, Math.sign, 0.5, options)).toMatchObject({ verdict: 'agrees', blame: [] });
  });

  it('of one entry, the others are judged as ever', () => {
    const loss = (w: number[]): number => Math.abs(w[0]!) + w[1]! ** 2;
    const gradient = (w: number[]): number[] => [Math.sign(w[0]!), 2 * w[1]!];
    expect(checkGradient({ loss, gradient }, { params: [0, 3] })).toMatchObject({ verdict: 'kink', blame: [] });
    const doubled = (w: number[]): number[] => [Math.sign(w[0]!), 4 * w[1]!];
    const check = checkGradient({ loss, gradient: doubled }, { params: [0, 3] });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check)).toMatchObject({ entry: 'params[1]', ratio: expect.closeTo(2, 6) });
    expect(check.blocks[0]).toMatchObject({ wrong: 1 });
  });

  it('of one entry with a claim far from the middle, the worst entry is still the one that disagrees', () => {
    const loss = (w: number[]): number => Math.abs(w[0]!) + w[1]! ** 2;
    const check = checkGradient({ loss, gradient: (w: number[]) => [1, 2 * w[1]! * (1 + 1e-6)] }, { params: [0, 3] });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(worst(check)).toMatchObject({ entry: 'params[1]', verdict: 'disagrees' });
    expect(check.blocks[0]!.entries[1]).toMatchObject({ entry: 'params[0]', verdict: 'kink' });
  });

  it('where automatic differentiation answers outside of both slopes, a claim that is right nearby is a kink', () => {
    const loss = (x: number): number => 2 * Math.max(0, x) - Math.max(0, -x);
    const claim = (x: number): number => (x > 0 ? 2 : 0) + (-x > 0 ? 1 : 0);
    expect(claim(0)).toBe(0);
    const check = scalar(loss, claim, 0);
    expect(check).toMatchObject({ verdict: 'kink', blame: [] });
    expect(worst(check).slopes!.left).toBeCloseTo(1, 9);
    expect(worst(check).slopes!.right).toBeCloseTo(2, 9);
  });

  it('a claim outside of both slopes that is wrong nearby too disagrees', () => {
    const loss = (x: number): number => 2 * Math.max(0, x) - Math.max(0, -x);
    const claim = (x: number): number => (x > 0 ? 2 : 0);
    expect(scalar(loss, claim, 0)).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });
});

describe('near a kink', () => {
  const distances = [1e-1, 1e-3, 1e-6, -1e-3, -1e-6];

  it.each(distances)('of |x| at %d, the right slope agrees', (x) => {
    const check = scalar(Math.abs, Math.sign, x);
    expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
    expect(check.resolution).toBeLessThan(1e-5);
  });

  it.each(distances)('of |x| at %d, the slope of the other side, the mean of both and the double disagree', (x) => {
    for (const factor of [-1, 0, 0.5, 1.001, 2]) {
      const check = scalar(Math.abs, (at) => factor * Math.sign(at), x);
      expect(check, `factor ${factor}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
      expect(worst(check).numeric).toBeCloseTo(Math.sign(x), 6);
    }
  });

  it.each([1e-9, -1e-9])('of |x| at %d, a right slope never disagrees and one beyond both never passes', (x) => {
    expect(['agrees', 'kink']).toContain(scalar(Math.abs, Math.sign, x).verdict);
    for (const claim of [2, -2]) expect(scalar(Math.abs, () => claim, x).verdict).toBe('disagrees');
  });

  it('of a ReLU on its dead side, a gradient without the mask disagrees', () => {
    const loss = (w: number[]): number => w.reduce((total, x) => total + Math.max(0, x), 0);
    const masked = (w: number[]): number[] => w.map((x) => (x > 0 ? 1 : 0));
    const params = [-3, 2, -0.01, -1e-5];
    expect(checkGradient({ loss, gradient: masked }, { params }).verdict).toBe('agrees');
    const check = checkGradient({ loss, gradient: (w: number[]) => w.map(() => 1) }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    const found = check.blocks[0]!.entries.filter(({ verdict }) => verdict === 'disagrees').map(({ entry }) => entry);
    expect(found.sort()).toEqual(['params[0]', 'params[2]', 'params[3]']);
  });

  it('of a hinge, with a margin just above and just below 0', () => {
    const loss = (w: number): number => Math.max(0, 1 - w) + 0.05 * w ** 2;
    const gradient = (w: number): number => (w < 1 ? -1 : 0) + 0.1 * w;
    for (const w of [1 - 1e-4, 1 + 1e-4, 0.5, 2]) {
      expect(scalar(loss, gradient, w).verdict, `w = ${w}`).toBe('agrees');
      expect(scalar(loss, (at) => gradient(at) + 1, w).verdict, `w = ${w}`).toBe('disagrees');
    }
    expect(scalar(loss, gradient, 1).verdict).toBe('kink');
  });
});

describe('hard but smooth: a right gradient never disagrees, a wrong one never agrees', () => {
  const hard: readonly { name: string; loss: Scalar; gradient: Scalar; at: readonly number[] }[] = [
    { name: 'log near 0', loss: Math.log, gradient: (x) => 1 / x, at: [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8] },
    { name: 'sqrt near 0', loss: Math.sqrt, gradient: (x) => 0.5 / Math.sqrt(x), at: [1e-2, 1e-4, 1e-6, 1e-12] },
    {
      name: 'exp(50x)',
      loss: (x) => Math.exp(50 * x),
      gradient: (x) => 50 * Math.exp(50 * x),
      at: [-1, 0, 0.5, 1, 10],
    },
    {
      name: 'sin(1e4 x)',
      loss: (x) => Math.sin(1e4 * x),
      gradient: (x) => 1e4 * Math.cos(1e4 * x),
      at: [0, 0.3, -1.7, 2],
    },
    { name: '1e10 sin', loss: (x) => 1e10 * Math.sin(x), gradient: (x) => 1e10 * Math.cos(x), at: [0, 0.3, -2] },
    { name: '1e-10 sin', loss: (x) => 1e-10 * Math.sin(x), gradient: (x) => 1e-10 * Math.cos(x), at: [0, 0.3, -2] },
    { name: '1e-30 sin', loss: (x) => 1e-30 * Math.sin(x), gradient: (x) => 1e-30 * Math.cos(x), at: [0, 0.3, -2] },
    { name: '1e8 + sin', loss: (x) => 1e8 + Math.sin(x), gradient: Math.cos, at: [0, 0.3, -2] },
    { name: '1e20 + sin', loss: (x) => 1e20 + Math.sin(x), gradient: Math.cos, at: [0, 0.3, -2] },
    { name: 'x^2 far out', loss: (x) => x ** 2, gradient: (x) => 2 * x, at: [1e-8, 1e8, 1e100] },
    {
      name: 'a saturated sigmoid',
      loss: (x) => 1 / (1 + Math.exp(-x)),
      gradient: (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2,
      at: [-40, 20, 36, 300],
    },
    { name: 'exp that underflows', loss: Math.exp, gradient: Math.exp, at: [-30, -200, -745] },
  ];
  const points = hard.flatMap(({ at, ...rest }) => at.map((x) => ({ ...rest, x })));

  it.each(points)('$name at $x', ({ loss, gradient, x }) => {
    expect(scalar(loss, gradient, x)).toMatchObject({ blame: [] });
    expect(['agrees', 'unresolved']).toContain(scalar(loss, gradient, x).verdict);
    expect(['disagrees', 'unresolved']).toContain(scalar(loss, (at) => 1.5 * gradient(at), x).verdict);
  });

  it('and the ones that can be resolved are', () => {
    const verdictsAt = (i: number, xs: readonly number[]): string[] =>
      xs.map((x) => scalar(hard[i]!.loss, hard[i]!.gradient, x).verdict);
    expect(verdictsAt(0, [1e-1, 1e-2, 1e-3])).toEqual(['agrees', 'agrees', 'agrees']);
    expect(verdictsAt(2, [0, 0.5, 1, 10])).toEqual(new Array(4).fill('agrees'));
    expect(verdictsAt(3, [0, 0.3, -1.7, 2])).toEqual(new Array(4).fill('agrees'));
    expect(verdictsAt(4, [0, 0.3, -2])).toEqual(new Array(3).fill('agrees'));
    expect(verdictsAt(5, [0, 0.3, -2])).toEqual(new Array(3).fill('agrees'));
    for (const i of [2, 3, 4, 5]) {
      const { loss, gradient } = hard[i]!;
      expect(scalar(loss, (x) => 1.5 * gradient(x), 0.3).verdict, hard[i]!.name).toBe('disagrees');
    }
  });

  it('a loss that is not continuous never agrees', () => {
    for (const claim of [0, 1, 7]) {
      const check = scalar(
        (x) => (x >= 0 ? 1 : 0),
        () => claim,
        0,
      );
      expect(check.verdict).not.toBe('agrees');
    }
  });

  it('noise in the loss widens the bound until a right gradient cannot disagree', () => {
    const random = uniformSource(7);
    for (const size of [1e-12, 1e-9, 1e-6, 1e-3]) {
      for (let n = 0; n < 20; n++) {
        const x = 4 * random() - 2;
        // A deterministic hash of the point plays the rounding of a coarser arithmetic.
        const rough = (at: number): number => size * Math.sin(1e15 * (at % 1e-3)) + Math.exp(at / 2);
        const check = scalar(rough, (at) => Math.exp(at / 2) / 2, x);
        expect(check.verdict, `noise ${size} at ${x}`).not.toBe('disagrees');
        if (check.verdict === 'agrees') expect(check.resolution).toBeGreaterThan(size * 1e-3);
      }
    }
  });
});

const softplusNet = (round: (x: number) => number) => {
  const score = (p: number[], x: number): number => round(round(p[0]! * x) + p[1]!);
  return {
    loss: (p: number[], x: number) => round(Math.log1p(Math.exp(round(p[2]! * round(Math.tanh(score(p, x))))))),
    gradient: (p: number[], x: number) => {
      const t = Math.tanh(score(p, x));
      const d = 1 / (1 + Math.exp(-p[2]! * t));
      const dz = d * p[2]! * (1 - t ** 2);
      return [dz * x, dz, d * t];
    },
  };
};

describe('a loss computed in float32', () => {
  it.each([undefined, 'float32'] as const)('never makes a right gradient disagree, with precision %s', (precision) => {
    const random = uniformSource(1);
    const draw = (): number => 2 * random() - 1;
    const counts: Record<string, number> = {};
    for (let n = 0; n < 200; n++) {
      const point = { params: [draw(), draw(), draw()], data: draw() };
      const { verdict } = checkGradient(softplusNet(Math.fround), point, precision ? { precision } : {});
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    expect(counts.disagrees ?? 0, JSON.stringify(counts)).toBe(0);
    expect(counts.agrees).toBeGreaterThan(0);
  });

  it.each([undefined, 'float32'] as const)(
    'is judged still: an error of 10 %% is found, with precision %s',
    (precision) => {
      const { loss, gradient } = softplusNet(Math.fround);
      const wrong = (p: number[], x: number): number[] => gradient(p, x).map((g, i) => (i === 1 ? 1.1 * g : g));
      const point = { params: [0.8, -0.3, 1.5], data: 0.7 };
      const check = checkGradient({ loss, gradient: wrong }, point, precision ? { precision } : {});
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
      expect(worst(check).entry).toBe('params[1]');
    },
  );
});

describe('Float32Array params of a loss computed in float64', () => {
  interface Params {
    readonly W: ArrayLike<number>;
    readonly u: ArrayLike<number>;
  }
  const x = [-100, 100];
  const score = ({ W }: Params, row: number): number => W[2 * row]! * x[0]! + W[2 * row + 1]! * x[1]!;
  const output = (p: Params): number => p.u[0]! * Math.tanh(score(p, 0)) + p.u[1]! * Math.tanh(score(p, 1));
  const problem = {
    loss: (p: Params) => Math.log1p(Math.exp(output(p))),
    gradient: (p: Params) => {
      const d = 1 / (1 + Math.exp(-output(p)));
      const t = [0, 1].map((row) => Math.tanh(score(p, row)));
      const W = [0, 1, 2, 3].map((i) => d * p.u[i >> 1]! * (1 - t[i >> 1]! ** 2) * x[i % 2]!);
      return { W, u: t.map((h) => d * h) };
    },
  };
  it('as arrays they agree, so as Float32Arrays they must not disagree', () => {
    const W = [0, 50, -100, -100];
    const u = [0, -100];
    expect(checkGradient<Params, undefined>(problem, { params: { W, u } }).verdict).toBe('agrees');
    const params = { W: Float32Array.from(W), u: Float32Array.from(u) };
    expect(checkGradient<Params, undefined>(problem, { params }).verdict).not.toBe('disagrees');
  });
  it('the noise of a float64 loss is that of float64', () => {
    const loss = (w: Float32Array): number => 1e3 * Math.sin(w[0]!) * w[1]!;
    const gradient = (w: Float32Array): number[] => [1e3 * Math.cos(w[0]!) * w[1]!, 1e3 * Math.sin(w[0]!)];
    const check = checkGradient({ loss, gradient }, { params: Float32Array.of(0.3, -0.7) });
    expect(check.noise).toBeLessThan(1e-10);
  });

  it('at a kink away from 0 have the slopes of both sides', () => {
    const loss = (w: Float32Array): number => Math.abs(w[0]! - 1);
    for (const claim of [-1, 0, 1]) {
      const check = checkGradient({ loss, gradient: () => [claim] }, { params: Float32Array.of(1) });
      expect(check).toMatchObject({ verdict: 'kink', blame: [] });
      expect(worst(check).slopes!.left).toBeCloseTo(-1, 3);
      expect(worst(check).slopes!.right).toBeCloseTo(1, 3);
    }
    const check = checkGradient({ loss, gradient: () => [5] }, { params: Float32Array.of(1) });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });
});

describe('the classical criteria keep their known behaviour', () => {
  it('relative-norm agrees with a right gradient where rounding allows', () => {
    const check = netWith((claim) => claim, { criterion: 'relative-norm' });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
  });

  it('relative-norm blames the block that is wrong', () => {
    const check = netWith((claim) => ({ ...claim, W2: claim.W2.map((row) => row.map((g) => -g)) }), {
      criterion: 'relative-norm',
    });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W2'] });
  });

  it('relative-norm raises a false alarm near a kink, where the error bound does not', () => {
    const relu = (x: number): number => Math.max(0, x);
    const step = (x: number): number => (x > 0 ? 1 : 0);
    expect(scalar(relu, step, 5e-8, { criterion: 'relative-norm' }).verdict).toBe('disagrees');
    expect(scalar(relu, step, 5e-8).verdict).toBe('agrees');
    expect(scalar(relu, step, 0, { criterion: 'relative-norm' }).verdict).toBe('disagrees');
    expect(scalar(relu, step, 0).verdict).toBe('kink');
  });

  it('their steps are 1e-7 and 1e-4: a kink at 1e-6 is met by almost-equal only', () => {
    expect(scalar(Math.abs, Math.sign, 1e-6, { criterion: 'relative-norm', rtol: 1e-5 }).verdict).toBe('agrees');
    expect(scalar(Math.abs, Math.sign, 1e-6, { criterion: 'almost-equal' }).verdict).toBe('disagrees');
  });

  it('relative-norm overlooks a wrong entry beside large ones, which the error bound names', () => {
    const loss = (w: number[]): number => 1e6 * Math.sin(w[0]!) + 1e-3 * Math.sin(w[1]!);
    const gradient = (w: number[]): number[] => [1e6 * Math.cos(w[0]!), 2e-3 * Math.cos(w[1]!)];
    const point = { params: [0.5, 0.5] };
    expect(checkGradient({ loss, gradient }, point, { criterion: 'relative-norm', rtol: 1e-6 }).verdict).toBe('agrees');
    const check = checkGradient({ loss, gradient }, point);
    expect(check.verdict).toBe('disagrees');
    expect(worst(check).entry).toBe('params[1]');
  });

  it('almost-equal lets an absolute error of 1e-9 pass, which the error bound does not', () => {
    const loss = (x: number): number => 1e-9 * Math.sin(x);
    const doubled = (x: number): number => 2e-9 * Math.cos(x);
    expect(scalar(loss, doubled, 0.3, { criterion: 'almost-equal' }).verdict).toBe('agrees');
    expect(scalar(loss, doubled, 0.3).verdict).toBe('disagrees');
  });

  it('almost-equal raises a false alarm on a large gradient, where the error bound does not', () => {
    const loss = (x: number): number => 1e6 * Math.sin(x);
    const gradient = (x: number): number => 1e6 * Math.cos(x);
    expect(scalar(loss, gradient, 0.3, { criterion: 'almost-equal' }).verdict).toBe('disagrees');
    expect(scalar(loss, gradient, 0.3).verdict).toBe('agrees');
  });

  it('almost-equal names the wrong entry', () => {
    const check = netWith(
      (claim) => {
        claim.W1[0]![1]! += 1e-6;
        return claim;
      },
      { criterion: 'almost-equal' },
    );
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W1'] });
    expect(worst(check, 'W1').entry).toBe('W1[0,1]');
  });

  it('they spend two losses an entry beside the sanity and noise measurements', () => {
    const spent = (criterion: 'relative-norm' | 'almost-equal'): number =>
      netWith((claim) => claim, { criterion }).evaluations.loss;
    expect(spent('relative-norm')).toBe(spent('almost-equal'));
    expect(spent('relative-norm') - 2 * 17).toBeLessThan(24);
  });

  it('rtol and atol replace their thresholds', () => {
    const off = (x: number): number => Math.cos(x) * (1 + 1e-4);
    expect(scalar(Math.sin, off, 0.3, { criterion: 'relative-norm' }).verdict).toBe('disagrees');
    expect(scalar(Math.sin, off, 0.3, { criterion: 'relative-norm', rtol: 1e-3 }).verdict).toBe('agrees');
    expect(scalar(Math.sin, off, 0.3, { criterion: 'almost-equal' }).verdict).toBe('disagrees');
    expect(scalar(Math.sin, off, 0.3, { criterion: 'almost-equal', atol: 1e-3 }).verdict).toBe('agrees');
  });
});

describe('options', () => {
  it('rtol allows a relative error and no more', () => {
    const off = (x: number): number => Math.cos(x) * (1 + 1e-6);
    expect(scalar(Math.sin, off, 0.3).verdict).toBe('disagrees');
    expect(scalar(Math.sin, off, 0.3, { rtol: 2e-6 }).verdict).toBe('agrees');
    expect(scalar(Math.sin, off, 0.3, { rtol: 1e-7 }).verdict).toBe('disagrees');
  });

  it('rtol and atol may be wider than the resolution', () => {
    const loss = (x: number): number => x ** 2;
    expect(scalar(loss, (x) => 2.01 * x, 1.5, { rtol: 1e-2 }).verdict).toBe('agrees');
    expect(scalar(loss, (x) => 2.05 * x, 1.5, { rtol: 1e-2 }).verdict).toBe('disagrees');
    expect(scalar(loss, (x) => 2 * x + 0.01, 1.5, { atol: 0.1 }).verdict).toBe('agrees');
    expect(scalar(loss, (x) => 2 * x + 0.2, 1.5, { atol: 0.1 }).verdict).toBe('disagrees');
  });

  it('the resolution that is stated is not finer than what was allowed', () => {
    const check = scalar(
      (x) => x ** 2,
      (x) => 2 * x,
      1.5,
      { rtol: 5e-4 },
    );
    expect(check.verdict).toBe('agrees');
    expect(check.resolution).toBeGreaterThanOrEqual(5e-4);
  });

  it('rtol is relative to the entry', () => {
    const loss = (x: number): number => 1e-3 * Math.sin(x);
    const off = (x: number): number => 1e-3 * Math.cos(x) + 1e-6;
    expect(scalar(loss, off, 0.3, { rtol: 2e-6 }).verdict).toBe('disagrees');
    const large = (x: number): number => 1e3 * Math.sin(x);
    const largeOff = (x: number): number => 1e3 * Math.cos(x) + 1e-3;
    expect(scalar(large, largeOff, 0.3, { rtol: 2e-6 }).verdict).toBe('agrees');
  });

  it('atol allows an absolute error and no more', () => {
    const off = (x: number): number => Math.cos(x) + 1e-6;
    expect(scalar(Math.sin, off, 0.3, { atol: 2e-6 }).verdict).toBe('agrees');
    expect(scalar(Math.sin, off, 0.3, { atol: 1e-7 }).verdict).toBe('disagrees');
  });

  it('a resolution that the noise does not allow is unresolved, not agreed to', () => {
    const loss = (x: number): number => 1e8 + Math.sin(x);
    const claim = (x: number): number => Math.cos(x) * (1 + 1e-9);
    expect(scalar(loss, claim, 0.3, { resolution: 1e-2 }).verdict).toBe('agrees');
    const check = scalar(loss, claim, 0.3, { resolution: 1e-9 });
    expect(check).toMatchObject({ verdict: 'unresolved', blame: [] });
    expect(check.resolution).toBe(Number.POSITIVE_INFINITY);
  });

  it('what agrees is as fine as the resolution asked for says, or is told to be coarser', () => {
    const fine = scalar(Math.sin, Math.cos, 0.3, { resolution: 1e-6 });
    expect(fine.verdict).toBe('agrees');
    expect(fine.resolution).toBeLessThan(1e-6);
    const { analytic, errorBound } = worst(fine);
    expect(fine.resolution).toBeGreaterThanOrEqual(errorBound / Math.abs(analytic));
  });

  it('an error as large as the resolution that is stated is caught', () => {
    const { resolution } = netWith((claim) => claim);
    const claims = netGradient(netCase().params, netCase().data);
    const entries = [...claims.W1.flat(), ...claims.b1, ...claims.W2.flat(), ...claims.b2];
    const rms = Math.sqrt(entries.reduce((total, g) => total + g * g, 0) / entries.length);
    for (const sign of [-1, 1]) {
      const check = netWith((claim) => {
        claim.W1[1]![0]! += sign * 1.5 * resolution * Math.max(rms, Math.abs(claim.W1[1]![0]!));
        return claim;
      });
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W1'] });
      expect(worst(check, 'W1').entry).toBe('W1[1,0]');
    }
  });

  it('the same seed gives the same result, to the last digit', () => {
    const run = (seed: number): GradientCheck =>
      netWith((claim) => ({ ...claim, W1: claim.W1.map((row) => row.map((g) => g * 1.01)) }), { seed });
    expect(run(42)).toEqual(run(42));
    expect(run(42).seed).toBe(42);
    expect(run(-7)).toMatchObject({ verdict: 'disagrees', blame: ['W1'], seed: -7 });
  });

  it('a seed can decide at which points a second opinion is asked for, and at nothing else', () => {
    const points = (seed: number): string[] => {
      const seen: string[] = [];
      const loss = (x: number): number => {
        seen.push(String(x));
        return Math.sin(x);
      };
      checkGradient({ loss, gradient: (x: number) => 2 * Math.cos(x) }, { params: 0.3 }, { seed });
      return seen;
    };
    expect(points(1)).toEqual(points(1));
    expect(points(1)).not.toEqual(points(2));
    const agreeing = (seed: number): GradientCheck => scalar(Math.sin, Math.cos, 0.3, { seed });
    expect({ ...agreeing(1), seed: 0 }).toEqual({ ...agreeing(2), seed: 0 });
  });
});

describe('evaluations', () => {
  const counting = (claim: Scalar): { check: GradientCheck; losses: number; gradients: number } => {
    let losses = 0;
    let gradients = 0;
    const loss = (w: number[]): number => {
      losses++;
      return w.reduce((total, x) => total + Math.sin(x), 0);
    };
    const gradient = (w: number[]): number[] => {
      gradients++;
      return w.map((x) => claim(x));
    };
    const check = checkGradient({ loss, gradient }, { params: [0.3, -1, 2] });
    return { check, losses, gradients };
  };

  it.each([
    ['agrees', Math.cos],
    ['disagrees', (x: number) => 2 * Math.cos(x)],
    ['invalid', () => Number.NaN],
  ] as const)('are counted truly where the check %s', (verdict, claim) => {
    const { check, losses, gradients } = counting(claim);
    expect(check.verdict).toBe(verdict);
    expect(check.evaluations).toEqual({ loss: losses, gradient: gradients });
    expect(losses).toBeGreaterThan(0);
    expect(gradients).toBeGreaterThan(0);
  });

  it('are counted truly where the loss throws', () => {
    let losses = 0;
    const loss = (): number => {
      losses++;
      throw new Error('no');
    };
    const check = checkGradient({ loss, gradient: () => 1 }, { params: 1 });
    expect(check.evaluations).toEqual({ loss: losses, gradient: 0 });
    expect(losses).toBe(1);
  });

  it('of valueAndGradient are as many calls as both counts together', () => {
    let calls = 0;
    const valueAndGradient = (x: number): { value: number; gradient: number } => {
      calls++;
      return { value: Math.sin(x), gradient: Math.cos(x) };
    };
    const { evaluations } = checkGradient({ valueAndGradient }, { params: 0.3 });
    expect(evaluations.loss + evaluations.gradient).toBe(calls);
  });

  it('of a smooth loss of few parameters stay below 30 losses an entry and 10 gradients', () => {
    const { check } = counting(Math.cos);
    expect(check.evaluations.loss).toBeLessThan(30 * 3);
    expect(check.evaluations.gradient).toBeLessThan(10);
  });
});

describe('what the user hands over', () => {
  it('params and data are left untouched, whatever the verdict', () => {
    for (const factor of [1, 2]) {
      const point = netCase();
      const problem = {
        loss: netLoss,
        gradient: (p: Net, d: NetData) => ({ ...netGradient(p, d), b2: netGradient(p, d).b2.map((g) => factor * g) }),
      };
      checkGradient(problem, point);
      expect(point).toStrictEqual(netCase());
    }
  });

  it('frozen params and data are no obstacle', () => {
    const { params, data } = netCase();
    const point = { params: Object.freeze(params), data: Object.freeze(data) };
    expect(checkGradient({ loss: netLoss, gradient: netGradient }, point).verdict).toBe('agrees');
  });

  it('the loss and the gradient see fresh params at every call, and the very data that was given', () => {
    const point = { params: { w: new Float64Array([1, 2]) }, data: { x: [3, 4] } };
    const seen = new Set<unknown>([point.params, point.params.w]);
    let calls = 0;
    const look = (p: typeof point.params, d: typeof point.data): void => {
      calls++;
      expect(seen.has(p)).toBe(false);
      expect(seen.has(p.w)).toBe(false);
      expect(seen.has(p.w.buffer)).toBe(false);
      seen.add(p).add(p.w).add(p.w.buffer);
      expect(d).toBe(point.data);
    };
    const check = checkGradient<typeof point.params, typeof point.data>(
      {
        loss: (p, d) => {
          look(p, d);
          return Math.sin(p.w[0]! * d.x[0]!) + p.w[1]! * d.x[1]!;
        },
        gradient: (p, d) => {
          look(p, d);
          return { w: [d.x[0]! * Math.cos(p.w[0]! * d.x[0]!), d.x[1]!] };
        },
      },
      point,
    );
    expect(check.verdict).toBe('agrees');
    expect(calls).toBe(check.evaluations.loss + check.evaluations.gradient);
  });

  it('a Float32Array stays a Float32Array inside the loss, and every entry is a float32', () => {
    const params = { w: Float32Array.of(0.1, -0.7), b: 0.1 };
    const look = ({ w, b }: typeof params): void => {
      expect(w).toBeInstanceOf(Float32Array);
      expect(w).toHaveLength(2);
      expect(typeof b).toBe('number');
    };
    const check = checkGradient<typeof params, undefined>(
      {
        loss: (p) => {
          look(p);
          return Math.sin(p.w[0]!) * p.w[1]! + p.b ** 2;
        },
        gradient: (p) => {
          look(p);
          return { w: [Math.cos(p.w[0]!) * p.w[1]!, Math.sin(p.w[0]!)], b: 2 * p.b };
        },
      },
      { params },
    );
    expect(check.verdict).toBe('agrees');
    expect(verdicts(check)).toEqual({ w: 'agrees', b: 'agrees' });
    const wrong = checkGradient<typeof params, undefined>(
      {
        loss: (p) => Math.sin(p.w[0]!) * p.w[1]! + p.b ** 2,
        gradient: (p) => ({ w: [Math.cos(p.w[0]!) * p.w[1]!, Math.sin(p.w[0]!) * (1 + 1e-4)], b: 2 * p.b }),
      },
      { params },
    );
    expect(wrong).toMatchObject({ verdict: 'disagrees', blame: ['w'] });
    expect(worst(wrong, 'w').entry).toBe('w[1]');
  });

  it('data may be left out', () => {
    const seen: unknown[] = [];
    const loss = (x: number, data: unknown): number => {
      seen.push(data);
      return x ** 2;
    };
    expect(checkGradient({ loss, gradient: (x: number) => 2 * x }, { params: 3 }).verdict).toBe('agrees');
    expect(new Set(seen)).toEqual(new Set([undefined]));
  });

  it('functions may use `this`, and may be methods of a class', () => {
    class Quadratic {
      readonly factor = 3;
      loss(x: number): number {
        return this.factor * x ** 2;
      }
      gradient(x: number): number {
        return 2 * this.factor * x;
      }
    }
    expect(checkGradient(new Quadratic(), { params: 2 }).verdict).toBe('agrees');
  });

  it('a block of size 0 is passed over', () => {
    const check = checkGradient<{ none: number[]; w: number[] }, undefined>(
      { loss: (p) => p.w[0]! ** 2, gradient: (p) => ({ none: [], w: [2 * p.w[0]!] }) },
      { params: { none: [], w: [3] } },
    );
    expect(check.verdict).toBe('agrees');
    expect(check.blocks.map(({ block }) => block)).toEqual(['w']);
  });

  it('a loss that throws or has no value nearby, but not at the point, is judged by the steps that remain', () => {
    const throwing = (x: number): number => {
      if (x > 1.01) throw new RangeError('out of the domain');
      return x ** 2;
    };
    const undefinedBeyond = (x: number): number => (x > 1.01 ? Number.NaN : x ** 2);
    for (const loss of [throwing, undefinedBeyond]) {
      expect(scalar(loss, (x) => 2 * x, 1).verdict).toBe('agrees');
      expect(scalar(loss, (x) => 2.01 * x, 1)).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    }
  });
});

describe('valueAndGradient', () => {
  const net = (change: (claim: Net) => unknown) => (p: Net, d: NetData) => ({
    value: netLoss(p, d),
    gradient: change(structuredClone(netGradient(p, d))),
  });

  it('is judged as loss and gradient are, to the last digit', () => {
    const claims = [(claim: Net) => claim, (claim: Net) => ({ ...claim, b2: claim.b2.map((g) => 3 * g) })];
    for (const claim of claims) {
      expect(checkGradient({ valueAndGradient: net(claim) }, netCase())).toEqual(netWith(claim));
    }
    expect(checkGradient({ valueAndGradient: net(claims[1]!) }, netCase())).toMatchObject({
      verdict: 'disagrees',
      blame: ['b2'],
    });
  });
});

describe('the async twin', () => {
  const claims: readonly { name: string; claim: (claim: Net) => unknown }[] = [
    { name: 'agrees', claim: (claim) => claim },
    { name: 'disagrees', claim: (claim) => ({ ...claim, W2: claim.W2.map((row) => row.map((g) => -g)) }) },
    { name: 'invalid', claim: ({ W1 }) => ({ W1 }) },
  ];

  it.each(claims)('gives the same result as the synchronous check: $name', async ({ name, claim }) => {
    const expected = netWith(claim);
    expect(expected.verdict).toBe(name);
    const loss = async (p: Net, d: NetData): Promise<number> => netLoss(p, d);
    const gradient = async (p: Net, d: NetData): Promise<unknown> => claim(structuredClone(netGradient(p, d)));
    expect(await checkGradientAsync({ loss, gradient }, netCase())).toEqual(expected);
    const both = async (p: Net, d: NetData): Promise<{ value: number; gradient: unknown }> => ({
      value: await loss(p, d),
      gradient: await gradient(p, d),
    });
    expect(await checkGradientAsync({ valueAndGradient: both }, netCase())).toEqual(expected);
  });

  it('accepts functions that answer at once', async () => {
    const check = await checkGradientAsync({ loss: netLoss, gradient: netGradient }, netCase());
    expect(check).toEqual(checkGradient({ loss: netLoss, gradient: netGradient }, netCase()));
  });

  it('asks for one call at a time', async () => {
    let open = 0;
    let most = 0;
    const slowly = async (value: number): Promise<number> => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return value;
    };
    const check = await checkGradientAsync(
      { loss: (x: number) => slowly(x ** 2), gradient: (x: number) => slowly(2 * x) },
      { params: 3 },
    );
    expect(check.verdict).toBe('agrees');
    expect(most).toBe(1);
  });

  it('passes kinks and options on', async () => {
    const problem = { loss: async (x: number) => Math.abs(x), gradient: async () => 0.5 };
    expect(await checkGradientAsync(problem, { params: 0 })).toMatchObject({ verdict: 'kink' });
    expect(await checkGradientAsync(problem, { params: 0 }, { subgradients: 'reject' })).toMatchObject({
      verdict: 'disagrees',
      blame: ['params'],
    });
  });
});
