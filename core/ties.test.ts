import { describe, expect, it } from 'vitest';
import { Draw } from '../quality/networks.ts';
import { checkGradient } from './check-gradient.ts';
import { type DenseData, type DenseParams, denseNetwork } from './models/index.ts';
import type { CheckOptions } from './options.ts';
import type { GradientCheck } from './results.ts';
import { tensor } from './tensor.ts';

type V = number[];

const at = (loss: (x: V) => number, params: V, claim: V, options?: CheckOptions): GradientCheck =>
  checkGradient({ loss, gradient: () => claim }, { params }, options);
const verdictsOf = ({ blocks }: GradientCheck): Record<string, string> =>
  Object.fromEntries(blocks.flatMap(({ entries }) => entries.map(({ entry, verdict }) => [entry, verdict])));
const max = (x: V): number => Math.max(...x);

describe('max of two equal numbers', () => {
  const places = [0, 1, -0.5, 3.25, 1e3];

  it.each(places)('at %d: each alone lies between its slopes, but a claim that does not sum to 1 disagrees', (t) => {
    for (const claim of [
      [1, 1],
      [0, 0],
      [0.5, 0.6],
      [0.5, 0.501],
      [0.4, 0.4],
    ]) {
      for (let seed = 0; seed < 3; seed++) {
        const check = at(max, [t, t], claim, { seed });
        expect(check, `${claim}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
        expect(verdictsOf(check)).toEqual({ 'params[0]': 'disagrees', 'params[1]': 'disagrees' });
      }
    }
  });

  it.each(places)('at %d: a claim between the slopes that sums to 1 is a kink', (t) => {
    for (const claim of [
      [1, 0],
      [0, 1],
      [0.5, 0.5],
      [0.25, 0.75],
    ]) {
      for (let seed = 0; seed < 3; seed++) {
        const check = at(max, [t, t], claim, { seed });
        expect(check, `${claim}`).toMatchObject({ verdict: 'kink', blame: [] });
        expect(verdictsOf(check)).toEqual({ 'params[0]': 'kink', 'params[1]': 'kink' });
        for (const { slopes } of check.blocks[0]!.entries) {
          expect(slopes!.left).toBeCloseTo(0, 6);
          expect(slopes!.right).toBeCloseTo(1, 6);
        }
      }
    }
  });

  it.each(places)('at %d: a claim that sums to 1 but lies outside of the slopes disagrees', (t) => {
    for (const claim of [
      [1.5, -0.5],
      [2, -1],
      [-0.5, 1.5],
    ])
      expect(at(max, [t, t], claim), `${claim}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });

  it('apart from each other it agrees with the one that is larger, and with no other claim', () => {
    expect(at(max, [1, 1 - 2 ** -10], [1, 0]).verdict).toBe('agrees');
    for (const claim of [
      [1, 1],
      [0, 1],
      [0.5, 0.5],
    ])
      expect(at(max, [1, 1 - 2 ** -10], claim).verdict).toBe('disagrees');
  });

  it('in two blocks: both are blamed where both claim all of it', () => {
    const problem = (a: number, b: number) => ({
      loss: (p: { a: number; b: number[] }) => Math.max(p.a, p.b[0]!),
      gradient: () => ({ a, b: [b] }),
    });
    const params = { a: 2, b: [2] };
    expect(checkGradient(problem(1, 1), { params })).toMatchObject({ verdict: 'disagrees', blame: ['a', 'b'] });
    expect(checkGradient(problem(1, 0), { params })).toMatchObject({ verdict: 'kink', blame: [] });
  });

  it('inside a smooth function: the claim of a max that counts both disagrees, that of either is a kink', () => {
    const loss = (x: V): number => Math.exp(0.5 * max(x)) + Math.sin(x[0]! + x[1]!);
    const slope =
      (share: V) =>
      (x: V): V =>
        x.map((_, i) => 0.5 * Math.exp(0.5 * max(x)) * share[i]! + Math.cos(x[0]! + x[1]!));
    const check = (share: V) => checkGradient({ loss, gradient: slope(share) }, { params: [0.5, 0.5] });
    expect(check([1, 1])).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(check([1, 0])).toMatchObject({ verdict: 'kink', blame: [] });
    expect(check([0.5, 0.5])).toMatchObject({ verdict: 'kink', blame: [] });
  });
});

describe('kinks that merely coincide', () => {
  const relu = (x: number): number => Math.max(0, x);
  const loss = ([a = 0, b = 0]: V): number => relu(a - 1) - relu(b - 1);

  it('each with its own valid subgradient are a kink, though together they claim what the tie has not', () => {
    const gradient = ([a = 0, b = 0]: V): V => [a >= 1 ? 1 : 0, b > 1 ? -1 : 0];
    for (let seed = 0; seed < 5; seed++)
      expect(checkGradient({ loss, gradient }, { params: [1, 1] }, { seed })).toMatchObject({
        verdict: 'kink',
        blame: [],
      });
  });
});

describe('max of three', () => {
  const third = 1 / 3;
  it.each([
    { x: [1, 1, 1], claim: [1, 0, 0], verdict: 'kink' },
    { x: [1, 1, 1], claim: [0, 0, 1], verdict: 'kink' },
    { x: [1, 1, 1], claim: [third, third, third], verdict: 'kink' },
    { x: [1, 1, 1], claim: [0, 0.5, 0.5], verdict: 'kink' },
    { x: [1, 1, 1], claim: [1, 1, 1], verdict: 'disagrees' },
    { x: [1, 1, 1], claim: [0, 1, 1], verdict: 'disagrees' },
    { x: [1, 1, 1], claim: [0, 0, 0], verdict: 'disagrees' },
    { x: [1, 1, 0], claim: [1, 0, 0], verdict: 'kink' },
    { x: [1, 1, 0], claim: [0.5, 0.5, 0], verdict: 'kink' },
    { x: [1, 1, 0], claim: [third, third, third], verdict: 'disagrees' },
    { x: [1, 1, 0], claim: [1, 1, 0], verdict: 'disagrees' },
    { x: [0, 2, 2], claim: [0, 0, 1], verdict: 'kink' },
    { x: [0, 2, 2], claim: [0, 1, 1], verdict: 'disagrees' },
    { x: [0, 2, 2], claim: [1, 0, 0], verdict: 'disagrees' },
    { x: [3, 2, 2], claim: [1, 0, 0], verdict: 'agrees' },
    { x: [3, 2, 2], claim: [0, 1, 0], verdict: 'disagrees' },
  ])('at $x with claim $claim: $verdict', ({ x, claim, verdict }) => {
    for (let seed = 0; seed < 3; seed++)
      expect(at(max, x, claim, { seed })).toMatchObject({ verdict, blame: verdict === 'disagrees' ? ['params'] : [] });
  });

  it('the entry that is not tied is judged as smooth beside those that are', () => {
    expect(verdictsOf(at(max, [1, 1, 0], [0.5, 0.5, 0]))).toEqual({
      'params[0]': 'kink',
      'params[1]': 'kink',
      'params[2]': 'agrees',
    });
  });
});

describe('the infinity norm, tied at x and -x', () => {
  const norm = (x: V): number => Math.max(...x.map(Math.abs));
  it.each([
    [1, -1],
    [-2, 2],
    [-1, -1],
    [0.5, -0.5],
    [0.5, 0.5],
  ])('at (%d, %d)', (...x) => {
    const claims = (weights: V): V => weights.map((w, i) => w * Math.sign(x[i]!));
    for (const weights of [
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ])
      expect(at(norm, x, claims(weights)), `${weights}`).toMatchObject({ verdict: 'kink', blame: [] });
    for (const weights of [
      [1, 1],
      [0, 0],
      [-1, 0],
      [0.5, -0.5],
    ])
      expect(at(norm, x, claims(weights)), `${weights}`).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });

  it('|x| at 0 takes any claim in [-1, 1] and no other', () => {
    const absolute = (x: V): number => Math.abs(x[0]!);
    for (const claim of [-1, -0.5, 0, 1])
      expect(at(absolute, [0], [claim])).toMatchObject({ verdict: 'kink', blame: [] });
    for (const claim of [-1.5, 1.001, 7])
      expect(at(absolute, [0], [claim])).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });

  it('the 1-norm at (0, 0) takes any sign in each entry, though the entries are equal', () => {
    const norm1 = (x: V): number => x.reduce((sum, xi) => sum + Math.abs(xi), 0);
    for (const claim of [
      [0, 0],
      [1, 1],
      [-1, 1],
      [0.3, -0.8],
    ])
      expect(at(norm1, [0, 0], claim), `${claim}`).toMatchObject({ verdict: 'kink', blame: [] });
    expect(at(norm1, [0, 0], [1, 1.5])).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });
});

/** A relu network whose hidden units are all alike, with weights and inputs on a lattice: ties and exact kinks. */
const equalUnits = (seed: number): { readonly params: DenseParams; readonly data: DenseData } => {
  const draw = new Draw(seed);
  const [n, h, m] = [draw.integer(1, 3), draw.integer(2, 4), draw.integer(1, 3)];
  const value = (): number => draw.pick([0, 1, -1, 0.5, 2, -0.5]);
  const fill = (size: number): V => Array.from({ length: size }, value);
  const [row, bias, out] = [fill(n), value(), fill(2)];
  return {
    params: {
      W1: tensor([h, n], Array.from({ length: h }, () => row).flat()),
      b1: tensor(
        [h],
        Array.from({ length: h }, () => bias),
      ),
      W2: tensor(
        [2, h],
        out.flatMap((w) => Array.from({ length: h }, () => w)),
      ),
      b2: tensor([2], fill(2)),
    },
    data: {
      X: tensor([m, n], fill(m * n)),
      y: Array.from({ length: m }, () => draw.integer(0, 1)),
      activation: 'relu',
      loss: draw.pick(['softmax-cross-entropy', 'hinge', 'squared-hinge'] as const),
    },
  };
};

describe('relu networks with equal units', () => {
  const blackBox = { loss: denseNetwork.loss, gradient: denseNetwork.gradient };

  it('never fail when right: 250 networks, as a black box and with frozen branches', () => {
    const counts: Record<string, number> = {};
    for (let seed = 0; seed < 250; seed++) {
      const point = equalUnits(seed);
      for (const problem of [blackBox, denseNetwork]) {
        const { verdict, blame } = checkGradient(problem, point, { seed });
        expect([verdict, ...blame], `seed ${seed}`).not.toContain('disagrees');
        expect(verdict).not.toBe('invalid');
        counts[verdict] = (counts[verdict] ?? 0) + 1;
      }
    }
    expect(counts.kink).toBeGreaterThan(40);
    expect(counts.agrees).toBeGreaterThan(200);
    expect(counts.unresolved ?? 0).toBeLessThan(10);
  });

  it('with b2 doubled, which no kink touches, are caught wherever b2 counts', () => {
    let told = 0;
    for (let seed = 0; seed < 100; seed++) {
      const point = equalUnits(seed);
      const right = denseNetwork.gradient(point.params, point.data).b2!.data;
      if (point.data.loss !== 'softmax-cross-entropy' || Math.hypot(...right) < 1e-2) continue;
      told++;
      for (const problem of [blackBox, denseNetwork]) {
        const gradient = (p: DenseParams, d: DenseData): DenseParams => {
          const claim = denseNetwork.gradient(p, d);
          return {
            ...claim,
            b2: tensor(
              [2],
              claim.b2!.data.map((g) => 2 * g),
            ),
          };
        };
        const check = checkGradient({ ...problem, gradient }, point, { seed });
        expect(check, `seed ${seed}`).toMatchObject({ verdict: 'disagrees', blame: ['b2'] });
      }
    }
    expect(told).toBeGreaterThan(20);
  });
});

describe('with frozen branches', () => {
  /** Unit 0 stands exactly on its kink; its bias claims `share` of the slope of its active side, 0 being right. */
  const params: DenseParams = {
    W1: tensor([2, 1], [0.5, -1.5]),
    b1: tensor([2], [-1, 0.75]),
    W2: tensor([2, 2], [0.5, 1, -1, 0.25]),
    b2: tensor([2], [0.1, 0]),
  };
  const data: DenseData = { X: tensor([1, 1], [2]), y: [0], activation: 'relu', loss: 'softmax-cross-entropy' };
  const active = (p: DenseParams): number => {
    const moved = { ...p, b1: tensor([2], [p.b1!.data[0]! + 1e-9, p.b1!.data[1]!]) };
    return denseNetwork.gradient(moved, data).b1!.data[0]!;
  };
  const claiming =
    (share: number) =>
    (p: DenseParams, d: DenseData): DenseParams => {
      const claim = denseNetwork.gradient(p, d);
      return { ...claim, b1: tensor([2], [claim.b1!.data[0]! + share * active(p), claim.b1!.data[1]!]) };
    };

  it('the point is a kink: the slopes of b1[0] differ, and what torch answers lies on their edge', () => {
    const check = checkGradient(denseNetwork, { params, data });
    expect(check).toMatchObject({ verdict: 'kink', blame: [] });
    const { slopes } = checkGradient({ ...denseNetwork, gradient: claiming(0.5) }, { params, data }).blocks.find(
      ({ block }) => block === 'b1',
    )!.worst;
    expect(slopes!.left).toBeCloseTo(0, 9);
    expect(slopes!.right).toBeCloseTo(active(params), 6);
    expect(Math.abs(active(params))).toBeGreaterThan(0.1);
  });

  it.each([0.5, 0.25, 1])(
    'a value between the slopes that is not the one of the branch taken is caught (%d of the way)',
    (share) => {
      const check = checkGradient({ ...denseNetwork, gradient: claiming(share) }, { params, data });
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['b1'] });
      expect(check.blocks.find(({ block }) => block === 'b1')).toMatchObject({
        wrong: 1,
        worst: { entry: 'b1[0]', numeric: 0 },
      });
    },
  );

  it('without them it passes for a valid subgradient', () => {
    const { loss } = denseNetwork;
    expect(checkGradient({ loss, gradient: claiming(0.5) }, { params, data })).toMatchObject({
      verdict: 'kink',
      blame: [],
    });
  });

  it('a value outside of the slopes is caught too', () => {
    expect(checkGradient({ ...denseNetwork, gradient: claiming(-1) }, { params, data })).toMatchObject({
      verdict: 'disagrees',
      blame: ['b1'],
    });
  });

  it('a frozen loss that is not the loss at the point is not used', () => {
    const off: typeof denseNetwork = { ...denseNetwork, frozen: (p, d) => (q) => denseNetwork.frozen(p, d)(q) + 1e-12 };
    expect(checkGradient(off, { params, data }).verdict).toBe('kink');
    expect(checkGradient({ ...off, gradient: claiming(0.5) }, { params, data })).toMatchObject({
      verdict: 'kink',
      blame: [],
    });
  });
});

describe("subgradients: 'reject'", () => {
  const reject = { subgradients: 'reject' } as const;

  it('makes a disagreement of every tie, with the tied entries named', () => {
    for (const claim of [
      [1, 0, 0],
      [0.5, 0.5, 0],
    ]) {
      const check = at(max, [2, 2, 0], claim, reject);
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
      expect(verdictsOf(check)).toEqual({ 'params[0]': 'disagrees', 'params[1]': 'disagrees', 'params[2]': 'agrees' });
    }
  });

  it('leaves smooth points alone', () => {
    expect(at(max, [2, 1, 0], [1, 0, 0], reject).verdict).toBe('agrees');
  });

  it('rejects a kink of a network with frozen branches too, and accepts it by default', () => {
    const params = {
      W1: tensor([1, 1], [1]),
      b1: tensor([1], [-1]),
      W2: tensor([2, 1], [1, -1]),
      b2: tensor([2], [0, 0.5]),
    };
    const data: DenseData = { X: tensor([1, 1], [1]), y: [1], activation: 'relu', loss: 'softmax-cross-entropy' };
    expect(checkGradient(denseNetwork, { params, data }, reject)).toMatchObject({
      verdict: 'disagrees',
      blame: ['W1', 'b1'],
    });
    expect(checkGradient(denseNetwork, { params, data }, { subgradients: 'accept' }).verdict).toBe('kink');
    expect(checkGradient(denseNetwork, { params, data }).verdict).toBe('kink');
  });
});
