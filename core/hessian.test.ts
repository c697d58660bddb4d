import { describe, expect, it } from 'vitest';
import { checkHessian, type HessianProblem } from './check-hessian.ts';
import { UsageError } from './errors.ts';
import type { CheckOptions } from './options.ts';
import { uniformSource } from './random.ts';
import type { GradientCheck } from './results.ts';
import { tensor } from './tensor.ts';

type V = number[];

/** exp(a b) + a^2 c + sin c: a loss whose Hessian has no two equal entries off the diagonal and no zeros. */
const gradient = ([a = 0, b = 0, c = 0]: V): V => {
  const e = Math.exp(a * b);
  return [b * e + 2 * a * c, a * e, a * a + Math.cos(c)];
};
const rows = ([a = 0, b = 0, c = 0]: V): number[][] => {
  const e = Math.exp(a * b);
  return [
    [b * b * e + 2 * c, (1 + a * b) * e, 2 * a],
    [(1 + a * b) * e, a * a * e, 0],
    [2 * a, 0, -Math.sin(c)],
  ];
};
const times = (matrix: readonly (readonly number[])[], v: V): V =>
  matrix.map((row) => row.reduce((sum, h, j) => sum + h * v[j]!, 0));
const params = [0.5, -0.8, 1.2];

const check = (problem: Omit<HessianProblem<V, undefined>, 'gradient'>, options?: CheckOptions): GradientCheck =>
  checkHessian<V, undefined>({ gradient, ...problem }, { params }, options);
/** The same claim in every form that is accepted. */
const forms = (
  claim: (w: V) => number[][],
): readonly (readonly [string, Omit<HessianProblem<V, undefined>, 'gradient'>])[] => [
  ['nested arrays', { hessian: claim }],
  ['a tensor', { hessian: (w) => tensor([3, 3], claim(w).flat()) }],
  ['products with a vector', { hvp: (w, v) => times(claim(w), v) }],
];
const kinds = ({ diagnoses }: GradientCheck): string[] => diagnoses.map(({ kind }) => kind);

describe('a right Hessian agrees', () => {
  it.each(forms(rows))('as %s, with a resolution below 1e-8', (_, problem) => {
    for (let seed = 0; seed < 5; seed++) {
      const found = check(problem, { seed });
      expect(found).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
      expect(found.resolution).toBeLessThan(1e-8);
    }
  });

  it('on 100 random quadratic forms with a cubic term, of 1 to 5 parameters', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = uniformSource(seed);
      const n = 1 + Math.floor(5 * random());
      const A = Array.from({ length: n }, () => Array.from({ length: n }, () => 2 * random() - 1));
      const S = A.map((row, i) => row.map((a, j) => a + A[j]![i]!));
      const problem: HessianProblem<V, undefined> = {
        gradient: (w) => times(S, w).map((g, i) => g + w[i]! ** 2),
        hessian: (w) => S.map((row, i) => row.map((s, j) => (i === j ? s + 2 * w[i]! : s))),
      };
      const point = { params: Array.from({ length: n }, () => 4 * random() - 2) };
      expect(checkHessian(problem, point, { seed }), `seed ${seed}`).toMatchObject({ verdict: 'agrees', blame: [] });
    }
  });

  it('of params that are a tree, row by row in the order of the tree', () => {
    type Tree = { a: number; b: Float64Array };
    const problem: HessianProblem<Tree, number> = {
      gradient: ({ a, b }, scale) => ({ a: scale * b[0]! * b[1]!, b: [scale * a * b[1]!, scale * a * b[0]!] }),
      hessian: ({ a, b }, scale) => [
        [0, scale * b[1]!, scale * b[0]!],
        [scale * b[1]!, 0, scale * a],
        [scale * b[0]!, scale * a, 0],
      ],
    };
    const point = { params: { a: 0.5, b: Float64Array.of(2, -3) }, data: 1.5 };
    expect(checkHessian(problem, point)).toMatchObject({ verdict: 'agrees', blame: [] });
    const { hessian } = problem;
    const wrong = checkHessian(
      { ...problem, hessian: (p, d) => (hessian!(p, d) as number[][]).slice().reverse() },
      point,
    );
    expect(wrong.verdict).toBe('disagrees');
    expect(wrong.blame).toContain('a');
  });

  it('of a linear gradient, and of one that is constant', () => {
    expect(checkHessian({ gradient: (w: V) => w, hvp: (_: V, v: V) => v }, { params }).verdict).toBe('agrees');
    expect(
      checkHessian({ gradient: (w: V) => w.map(() => 1), hvp: (w: V) => w.map(() => 0) }, { params }).verdict,
    ).toBe('agrees');
  });
});

describe('a wrong Hessian disagrees', () => {
  it.each(forms((w) => rows(w).map((row) => row.map((h) => 2 * h))))(
    'by a factor of 2, as %s; the factor is told',
    (_, problem) => {
      for (let seed = 0; seed < 5; seed++) {
        const found = check(problem, { seed });
        expect(found.verdict).toBe('disagrees');
        expect(found.blame).toContain('params');
        const factors = found.diagnoses
          .filter(({ kind }) => kind === 'constant-factor')
          .map(({ evidence }) => evidence.factor);
        expect(new Set(factors)).toEqual(new Set([2]));
        // Twice a symmetric matrix is symmetric still.
        expect(kinds(found)).not.toContain('not-adjoint');
      }
    },
  );

  const single = (i: number, j: number, factor: number) => (w: V) =>
    rows(w).map((row, r) => row.map((h, c) => (r === i && c === j ? factor * h : h)));

  it.each(forms(single(0, 0, 1 + 1e-4)))('by 1e-4 of one entry of the diagonal, as %s', (_, problem) => {
    for (let seed = 0; seed < 5; seed++) {
      const found = check(problem, { seed });
      expect(found).toMatchObject({ verdict: 'disagrees' });
      expect(kinds(found)).not.toContain('not-adjoint');
      // It moves the first entry of every product, and no other.
      for (const { worst, wrong } of found.blocks) {
        expect(wrong).toBe(1);
        expect(worst.entry).toMatch(/\[0\]$/);
      }
    }
  });

  it.each(forms(single(0, 1, -1)))(
    'by one entry that makes it asymmetric, as %s: not-adjoint is named with both numbers',
    (_, problem) => {
      for (let seed = 0; seed < 5; seed++) {
        const found = check(problem, { seed });
        expect(found.verdict).toBe('disagrees');
        expect(kinds(found)).toContain('not-adjoint');
        const { evidence } = found.diagnoses.find(({ kind }) => kind === 'not-adjoint')!;
        expect(Math.abs((evidence.forward as number) - (evidence.backward as number))).toBeGreaterThan(1e-3);
      }
    },
  );

  it('by one entry off the diagonal: the product is wrong in the entry of its row', () => {
    const found = check({ hessian: single(0, 1, 2) });
    const output = found.blocks.find(({ block }) => block === 'output')!;
    expect(output.entries.filter(({ verdict }) => verdict === 'disagrees').map(({ entry }) => entry)).toEqual([
      'output[0]',
    ]);
    expect(output.worst.entry).toBe('output[0]');
  });

  it('by the lower triangle alone, or its diagonal alone', () => {
    const masked = (keep: (i: number, j: number) => boolean) => (w: V) =>
      rows(w).map((row, i) => row.map((h, j) => (keep(i, j) ? h : 0)));
    expect(kinds(check({ hessian: masked((i, j) => i >= j) }))).toContain('not-adjoint');
    const diagonal = check({ hessian: masked((i, j) => i === j) });
    expect(diagonal.verdict).toBe('disagrees');
    expect(kinds(diagonal)).not.toContain('not-adjoint');
  });

  it('by products that ignore their vector, or square it', () => {
    expect(check({ hvp: (w) => times(rows(w), [1, 1, 1]) }).verdict).toBe('disagrees');
    expect(
      check({
        hvp: (w, v) =>
          times(
            rows(w),
            v.map((x) => x * x),
          ),
      }).verdict,
    ).toBe('disagrees');
    expect(check({ hvp: (w, v) => times(rows(w), v.map(Math.abs)) }).verdict).toBe('disagrees');
  });

  it('by the Gauss-Newton approximation of a loss that is not linear inside', () => {
    // 0.5 r^2 with r = sin w: the second term r r'' is left out.
    const problem = (second: number): HessianProblem<V, undefined> => ({
      gradient: ([w = 0]) => [Math.sin(w) * Math.cos(w)],
      hvp: ([w = 0], [v = 0]) => [(Math.cos(w) ** 2 - second * Math.sin(w) ** 2) * v],
    });
    expect(checkHessian(problem(1), { params: [0.7] }).verdict).toBe('agrees');
    expect(checkHessian(problem(0), { params: [0.7] })).toMatchObject({ verdict: 'disagrees' });
  });

  it.each([
    { name: 'a matrix too small', hessian: () => [[1, 2]] },
    { name: 'a matrix too large', hessian: (w: V) => [...rows(w), [0, 0, 0]] },
    { name: 'NaN', hessian: () => [0, 1, 2].map(() => [0, Number.NaN, 0]) },
    {
      name: 'an exception',
      hessian: (): never => {
        throw new Error('not implemented');
      },
    },
  ])('$name as Hessian is invalid', ({ hessian }) => {
    expect(check({ hessian })).toMatchObject({ verdict: 'invalid', blocks: [], blame: [] });
  });

  it('of a Hessian of the wrong size both sizes are told', () => {
    expect(check({ hessian: () => [[1, 2]] })).toMatchObject({
      reason: 'threw',
      message: expect.stringMatching(/2 numbers, expected 3 x 3/),
    });
  });
});

describe('a gradient alone: can it be that of any loss?', () => {
  const alone = (of: (w: V) => V, at: V): GradientCheck => checkHessian<V, undefined>({ gradient: of }, { params: at });

  it.each([
    { name: 'the one above', of: gradient, at: params },
    { name: 'a sum of squares', of: (w: V) => w, at: [1, 2, 3] },
    { name: 'a constant one', of: () => [1, -2], at: [0.5, 3] },
    { name: 'of one parameter, whatever it is', of: ([w = 0]: V) => [Math.exp(w) * Math.sin(w)], at: [0.3] },
    {
      name: 'softmax of logits',
      of: (w: V) => w.map((z) => Math.exp(z) / w.reduce((sum, other) => sum + Math.exp(other), 0)),
      at: [0.1, -0.7, 2, 0.4],
    },
    { name: 'twice a true one', of: (w: V) => gradient(w).map((g) => 2 * g), at: params },
  ])('a true gradient agrees: $name', ({ of, at }) => {
    const found = alone(of, at);
    expect(found).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(found.evaluations.loss).toBe(0);
    expect(found.evaluations.gradient).toBeGreaterThan(2 * at.length);
    expect(found.resolution).toBeLessThan(1e-6);
  });

  it('the rotation field (-y, x) disagrees: not-a-gradient, with the two derivatives that should be equal', () => {
    for (const at of [
      [1, 2],
      [0, 0],
      [-3.5, 0.25],
    ] as V[]) {
      const found = alone(([x = 0, y = 0]) => [-y, x], at);
      expect(found).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
      expect(found.diagnoses).toMatchObject([{ kind: 'not-a-gradient', block: 'params' }]);
      expect(found.diagnoses[0]!.message).toContain('params');
      expect(found.blocks).toMatchObject([{ block: 'params', size: 2, verdict: 'disagrees', wrong: 2 }]);
      const wrong = found.blocks[0]!.entries.filter(({ verdict }) => verdict === 'disagrees');
      expect(wrong.map(({ entry }) => entry).sort()).toEqual(['dparams[0]/dparams[1]', 'dparams[1]/dparams[0]']);
      for (const { entry, analytic, numeric, ratio } of wrong) {
        expect(analytic).toBeCloseTo(entry.startsWith('dparams[0]') ? -1 : 1, 9);
        expect(numeric).toBeCloseTo(entry.startsWith('dparams[0]') ? 1 : -1, 9);
        expect(ratio).toBeCloseTo(-1, 9);
      }
    }
  });

  it.each([
    { name: 'one entry has a factor of 2', of: (w: V) => gradient(w).map((g, i) => (i === 0 ? 2 * g : g)) },
    { name: 'one entry is left out', of: (w: V) => gradient(w).map((g, i) => (i === 0 ? 0 : g)) },
    { name: 'two entries are exchanged', of: (w: V) => [1, 0, 2].map((i) => gradient(w)[i]!) },
    { name: 'an entry is off by 1e-5', of: (w: V) => gradient(w).map((g, i) => (i === 1 ? g * (1 + 1e-5) : g)) },
  ])('a gradient of which $name disagrees', ({ of }) => {
    const found = alone(of, params);
    expect(found).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(kinds(found)).toEqual(['not-a-gradient']);
  });

  it('of a tree, the blocks whose derivatives do not match are blamed, and no others', () => {
    type Tree = { a: number; b: number[]; c: number };
    const of = ({ a, b, c }: Tree) => ({ a: -b[0]!, b: [a, b[1]!], c: c * c });
    const found = checkHessian<Tree, undefined>({ gradient: of }, { params: { a: 1, b: [2, 3], c: 4 } });
    expect(found).toMatchObject({ verdict: 'disagrees', blame: ['a', 'b'] });
    expect(found.blocks.map(({ block, verdict, wrong }) => [block, verdict, wrong])).toEqual([
      ['a', 'disagrees', 1],
      ['b', 'disagrees', 1],
      ['c', 'agrees', 0],
    ]);
    expect(found.blocks[0]!.worst.entry).toBe('da/db[0]');
  });

  it('on 100 random fields: A w agrees where A is symmetric and disagrees where it is not', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = uniformSource(seed);
      const n = 2 + Math.floor(3 * random());
      const A = Array.from({ length: n }, () => Array.from({ length: n }, () => 2 * random() - 1));
      const S = A.map((row, i) => row.map((a, j) => (a + A[j]![i]!) / 2));
      const at = Array.from({ length: n }, () => 20 * random() - 10);
      expect(
        alone((w) => times(S, w), at),
        `seed ${seed}`,
      ).toMatchObject({ verdict: 'agrees', blame: [] });
      expect(
        alone((w) => times(A, w), at),
        `seed ${seed}`,
      ).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    }
  });

  it('data reaches the gradient', () => {
    const of = ([x = 0, y = 0]: V, turn: number): V => [y * turn, x];
    const at = (data: number) => checkHessian({ gradient: of }, { params: [1, 2], data }).verdict;
    expect([at(1), at(-1)]).toEqual(['agrees', 'disagrees']);
  });
});

describe('usage', () => {
  it('a problem without a gradient is a usage error that says so', () => {
    for (const problem of [{}, { hessian: rows }, { gradient: 3 }]) {
      expect(() => checkHessian(problem as never, { params })).toThrow(UsageError);
      expect(() => checkHessian(problem as never, { params })).toThrow(/problem\.gradient/);
    }
  });

  it('params and data are left as they were', () => {
    const point = { params: [0.5, -0.8, 1.2], data: { k: [1] } };
    const before = structuredClone(point);
    checkHessian({ gradient, hessian: rows }, point);
    checkHessian({ gradient }, point);
    expect(point).toEqual(before);
  });
});
