import { describe, expect, it } from 'vitest';
import { checkGradient, checkGradientAsync } from './check-gradient.ts';
import { UsageError } from './errors.ts';
import type { CheckOptions } from './options.ts';
import type { AsyncProblem, JvpProblem, VjpProblem } from './problem.ts';
import { uniformSource } from './random.ts';
import type { GradientCheck } from './results.ts';
import { tensor } from './tensor.ts';

/** A layer y = s tanh(W x + b), two outputs and three inputs. */
interface Layer {
  readonly W: readonly number[][];
  readonly b: readonly number[];
  readonly s: number;
}
interface Data {
  readonly x: readonly number[];
}

const point = {
  params: {
    W: [
      [0.5, -0.25, 0.75],
      [1, 0.5, -1],
    ],
    b: [0.1, -0.2],
    s: 1.5,
  },
  data: { x: [0.8, -1.2, 0.4] },
};

const tanhs = ({ W, b }: Layer, { x }: Data): number[] =>
  W.map((row, i) => Math.tanh(row.reduce((sum, w, j) => sum + w * x[j]!, b[i]!)));
const forward = (p: Layer, data: Data): number[] => tanhs(p, data).map((t) => p.s * t);
const vjp = (p: Layer, u: unknown, data: Data): Layer => {
  const cotangent = u as number[];
  const t = tanhs(p, data);
  const b = t.map((ti, i) => cotangent[i]! * p.s * (1 - ti * ti));
  return { W: b.map((d) => data.x.map((xj) => d * xj)), b, s: t.reduce((sum, ti, i) => sum + ti * cotangent[i]!, 0) };
};
const jvp = (p: Layer, v: Layer, data: Data): number[] =>
  tanhs(p, data).map((t, i) => {
    const inner = v.W[i]!.reduce((sum, w, j) => sum + w * data.x[j]!, v.b[i]!);
    return v.s * t + p.s * (1 - t * t) * inner;
  });

const withVjp = (change: (g: Layer, u: number[], p: Layer, d: Data) => unknown, options?: CheckOptions) =>
  checkGradient<Layer, Data>({ forward, vjp: (p, u, d) => change(vjp(p, u, d), u as number[], p, d) }, point, options);
const withJvp = (change: (y: number[], v: Layer, p: Layer, d: Data) => unknown, options?: CheckOptions) =>
  checkGradient<Layer, Data>({ forward, jvp: (p, v, d) => change(jvp(p, v, d), v, p, d) }, point, options);

const outline = ({ blocks }: GradientCheck) => blocks.map(({ block, shape, verdict }) => [block, [...shape], verdict]);
const wrongEntries = ({ blocks }: GradientCheck) =>
  blocks.flatMap(({ entries }) => entries.filter(({ verdict }) => verdict === 'disagrees').map(({ entry }) => entry));
const PARAMS = [
  ['W', [2, 3], 'agrees'],
  ['b', [2], 'agrees'],
  ['s', [], 'agrees'],
];

describe('right products agree', () => {
  it('{ forward, vjp } on the blocks of params, with a resolution below 1e-8', () => {
    const check = checkGradient<Layer, Data>({ forward, vjp }, point);
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(outline(check)).toEqual(PARAMS);
    expect(check.resolution).toBeLessThan(1e-8);
  });

  it('{ forward, jvp } on the blocks of the output, whatever the number of params', () => {
    const check = checkGradient<Layer, Data>({ forward, jvp }, point);
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(outline(check)).toEqual([['output', [2], 'agrees']]);
    expect(check.resolution).toBeLessThan(1e-8);
  });

  it('both together, on the blocks of both', () => {
    const check = checkGradient<Layer, Data>({ forward, jvp, vjp }, point);
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(outline(check)).toEqual([...PARAMS, ['output', [2], 'agrees']]);
  });

  it('async, to the last digit as sync', async () => {
    const later = { forward: async (p: Layer, d: Data) => forward(p, d) };
    const laterVjp = { ...later, vjp: async (p: Layer, u: unknown, d: Data) => vjp(p, u, d) };
    const laterJvp = { ...later, jvp: async (p: Layer, v: Layer, d: Data) => jvp(p, v, d) };
    const wrongJvp = { forward, jvp: (p: Layer, v: Layer, d: Data) => jvp(p, v, d).map((y) => 2 * y) };
    const asyncOf = (problem: AsyncProblem<Layer, Data>) => checkGradientAsync(problem, point);
    expect(await asyncOf(laterVjp)).toEqual(checkGradient<Layer, Data>({ forward, vjp }, point));
    expect(await asyncOf(laterJvp)).toEqual(checkGradient<Layer, Data>({ forward, jvp }, point));
    expect(await asyncOf({ ...laterVjp, ...laterJvp })).toEqual(
      checkGradient<Layer, Data>({ forward, vjp, jvp }, point),
    );
    expect(await asyncOf({ ...wrongJvp, jvp: async (p, v, d) => wrongJvp.jvp(p, v, d) })).toEqual(
      checkGradient<Layer, Data>(wrongJvp, point),
    );
  });

  it('of 100 random layers of 1 to 4 outputs, with every form', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = uniformSource(seed);
      const [rows, columns] = [1 + Math.floor(4 * random()), 1 + Math.floor(4 * random())];
      const draw = (): number => 4 * random() - 2;
      const params = {
        W: Array.from({ length: rows }, () => Array.from({ length: columns }, draw)),
        b: Array.from({ length: rows }, draw),
        s: draw(),
      };
      const data = { x: Array.from({ length: columns }, draw) };
      const check = checkGradient<Layer, Data>({ forward, jvp, vjp }, { params, data }, { seed });
      expect(check, `seed ${seed}`).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    }
  });

  it('the same seed gives the same result, another seed another tangent and cotangent', () => {
    const at = (seed: number) => checkGradient<Layer, Data>({ forward, jvp, vjp }, point, { seed });
    expect(at(1)).toEqual(at(1));
    const claims = (check: GradientCheck) => check.blocks.map(({ worst }) => worst.analytic);
    for (const [n, claim] of claims(at(1)).entries()) expect(claim).not.toBe(claims(at(2))[n]);
  });
});

describe('a wrong vjp is found, and the blocks of params are blamed', () => {
  const ALL = ['W', 'b', 's'];
  const faults: readonly {
    name: string;
    change: (g: Layer, u: number[], p: Layer, d: Data) => unknown;
    blame: readonly string[];
  }[] = [
    {
      name: 'the cotangent is ignored, taken as ones',
      change: (_, u, p, d) =>
        vjp(
          p,
          u.map(() => 1),
          d,
        ),
      blame: ALL,
    },
    {
      name: 'the cotangent is squared',
      change: (_, u, p, d) =>
        vjp(
          p,
          u.map((c) => c * c),
          d,
        ),
      blame: ALL,
    },
    { name: 'the size of the cotangent is lost', change: (_, u, p, d) => vjp(p, u.map(Math.sign), d), blame: ALL },
    { name: 'the sign of the cotangent is lost', change: (_, u, p, d) => vjp(p, u.map(Math.abs), d), blame: ALL },
    { name: 'only the first output is pulled back', change: (_, u, p, d) => vjp(p, [u[0]!, 0], d), blame: ALL },
    { name: 'the outputs are taken in the wrong order', change: (_, u, p, d) => vjp(p, [u[1]!, u[0]!], d), blame: ALL },
    {
      name: 'W has a factor of 2',
      change: (g) => ({ ...g, W: g.W.map((row) => row.map((v) => 2 * v)) }),
      blame: ['W'],
    },
    { name: 'b misses the factor s', change: (g, _, p) => ({ ...g, b: g.b.map((v) => v / p.s) }), blame: ['b'] },
    { name: 's is left out', change: (g) => ({ ...g, s: 0 }), blame: ['s'] },
    { name: 'the rows of W are exchanged', change: (g) => ({ ...g, W: [g.W[1], g.W[0]] }), blame: ['W'] },
    {
      name: 'W and b are scaled by the mean',
      change: (g) => ({ W: g.W.map((r) => r.map((v) => v / 2)), b: g.b.map((v) => v / 2), s: g.s }),
      blame: ['W', 'b'],
    },
  ];
  it.each(faults)('$name', ({ change, blame }) => {
    for (let seed = 0; seed < 5; seed++) {
      const check = withVjp(change, { seed });
      expect(check).toMatchObject({ verdict: 'disagrees', blame });
      expect(check.blocks.filter(({ wrong }) => wrong > 0).map(({ block }) => block)).toEqual(blame);
    }
  });

  it('a transposed square matrix: the entries off the diagonal are named', () => {
    const A = [
      [1, 2],
      [-0.5, 3],
    ];
    const problem = (backward: (A: number[][], i: number, j: number) => number): VjpProblem<number[][], number[]> => ({
      forward: (W, x) => W.map((row) => row.reduce((sum, w, j) => sum + w * x[j]!, 0)),
      vjp: (W, u, x) => W.map((row, i) => row.map((_, j) => backward(W, i, j) * ((u as number[])[i]! * x[j]!))),
    });
    const data = [0.7, -1.3];
    expect(
      checkGradient(
        problem(() => 1),
        { params: A, data },
      ).verdict,
    ).toBe('agrees');
    const transposed: VjpProblem<number[][], number[]> = {
      ...problem(() => 1),
      vjp: (W, u, x) => W.map((row, i) => row.map((_, j) => (u as number[])[j]! * x[i]!)),
    };
    const check = checkGradient(transposed, { params: A, data });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(wrongEntries(check).sort()).toEqual(['params[0,1]', 'params[1,0]']);
  });

  it('a right matrix and a transposed pullback of the input', () => {
    const A = [
      [1, 2],
      [-0.5, 3],
    ];
    const multiply = (x: number[]): number[] => A.map((row) => row[0]! * x[0]! + row[1]! * x[1]!);
    const transposed = (u: number[]): number[] => [0, 1].map((j) => A[0]![j]! * u[0]! + A[1]![j]! * u[1]!);
    const check = (pull: (u: number[]) => number[]) =>
      checkGradient({ forward: multiply, vjp: (_: number[], u: unknown) => pull(u as number[]) }, { params: [1, -1] });
    expect(check(transposed).verdict).toBe('agrees');
    expect(check(multiply)).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });

  it('an error of 1e-6 of one entry is found and the entry named', () => {
    const check = withVjp((g) => ({
      ...g,
      W: g.W.map((row, i) => row.map((v, j) => (i === 1 && j === 2 ? v * (1 + 1e-6) : v))),
    }));
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W'] });
    expect(wrongEntries(check)).toEqual(['W[1,2]']);
  });
});

describe('a wrong jvp is found, and the blocks of the output are blamed', () => {
  const faults: readonly {
    name: string;
    change: (y: number[], v: Layer, p: Layer, d: Data) => unknown;
    wrong: readonly string[];
  }[] = [
    { name: 'a factor of 2', change: (y) => y.map((v) => 2 * v), wrong: ['output[0]', 'output[1]'] },
    { name: 'the sign', change: (y) => y.map((v) => -v), wrong: ['output[0]', 'output[1]'] },
    { name: 'the outputs in the wrong order', change: (y) => [y[1], y[0]], wrong: ['output[0]', 'output[1]'] },
    {
      name: 'the term of b is missing',
      change: (_, v, p, d) => jvp(p, { ...v, b: [0, 0] }, d),
      wrong: ['output[0]', 'output[1]'],
    },
    {
      name: 'the term of s is missing',
      change: (_, v, p, d) => jvp(p, { ...v, s: 0 }, d),
      wrong: ['output[0]', 'output[1]'],
    },
    {
      name: 'the tangent is ignored',
      change: (_, v, p, d) => jvp(p, { W: v.W.map((r) => r.map(() => 1)), b: [1, 1], s: 1 }, d),
      wrong: ['output[0]', 'output[1]'],
    },
    {
      name: 'the tangent is squared',
      change: (_, v, p, d) => jvp(p, { ...v, b: v.b.map((x) => x * x) }, d),
      wrong: ['output[0]', 'output[1]'],
    },
    { name: 'one output is never written', change: (y) => [y[0], 0], wrong: ['output[1]'] },
    { name: 'an error of 1e-6 in one output', change: (y) => [y[0]! * (1 + 1e-6), y[1]], wrong: ['output[0]'] },
  ];
  it.each(faults)('$name', ({ change, wrong }) => {
    for (let seed = 0; seed < 5; seed++) {
      const check = withJvp(change, { seed });
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['output'] });
      expect(wrongEntries(check).sort()).toEqual(wrong);
      expect(check.blocks[0]).toMatchObject({ block: 'output', wrong: wrong.length });
    }
  });

  it('a factor is told', () => {
    expect(withJvp((y) => y.map((v) => 2 * v)).diagnoses).toMatchObject([
      { kind: 'constant-factor', block: 'output', evidence: { factor: 2 } },
    ]);
  });
});

describe('the dot-product test', () => {
  const both = (change: Partial<JvpProblem<Layer, Data> & VjpProblem<Layer, Data>>, options?: CheckOptions) =>
    checkGradient<Layer, Data>({ forward, vjp, jvp, ...change }, point, options);
  const adjoint = (check: GradientCheck) => check.diagnoses.find(({ kind }) => kind === 'not-adjoint');

  it('of products that are adjoint to each other says nothing', () => {
    for (let seed = 0; seed < 20; seed++) expect(adjoint(both({}, { seed }))).toBeUndefined();
  });

  it.each([
    {
      name: 'the backward one is wrong',
      change: { vjp: (p: Layer, u: unknown, d: Data) => ({ ...vjp(p, u, d), s: 0 }) },
      blame: ['s'],
    },
    {
      name: 'the forward one is wrong',
      change: { jvp: (p: Layer, v: Layer, d: Data) => jvp(p, v, d).map((y) => 2 * y) },
      blame: ['output'],
    },
  ])('names not-adjoint with both numbers where $name, and blames that one alone', ({ change, blame }) => {
    for (let seed = 0; seed < 5; seed++) {
      const check = both(change, { seed });
      expect(check).toMatchObject({ verdict: 'disagrees', blame });
      const { message, evidence } = adjoint(check)!;
      const { forward: one, backward: other } = evidence as Record<string, number>;
      expect(Math.abs(one! - other!)).toBeGreaterThan(1e-3);
      expect(message).toContain(`<u, jvp(v)> = ${one!.toPrecision(6)}`);
      expect(message).toContain(`<vjp(u), v> = ${other!.toPrecision(6)}`);
    }
  });

  it('its numbers are in proportion to the error: a vjp of twice the right one gives twice the product', () => {
    const twice = (p: Layer, u: unknown, d: Data) => {
      const { W, b, s } = vjp(p, u, d);
      return { W: W.map((row) => row.map((v) => 2 * v)), b: b.map((v) => 2 * v), s: 2 * s };
    };
    const { forward: one, backward: other } = adjoint(both({ vjp: twice }))!.evidence as Record<string, number>;
    expect(other! / one!).toBeCloseTo(2, 10);
  });

  it('needs no differences: where noise leaves both products open it tells them apart still', () => {
    const noisy = (z: number[]): number[] => z.map((x) => Math.tanh(x) + 0.3 * Math.sin(1e13 * x));
    const slope = (x: number): number => 1 - Math.tanh(x) ** 2;
    const check = (factor: number) =>
      checkGradient<number[], undefined>(
        {
          forward: noisy,
          jvp: (z, v) => z.map((x, i) => slope(x) * v[i]!),
          vjp: (z, u) => z.map((x, i) => factor * slope(x) * (u as number[])[i]!),
        },
        { params: [1, -0.5] },
      );
    expect(check(1)).toMatchObject({ verdict: 'unresolved', blame: [], diagnoses: [] });
    expect(check(1.001)).toMatchObject({ verdict: 'disagrees', diagnoses: [{ kind: 'not-adjoint' }] });
  });
});

describe('outputs of every form', () => {
  const cases: readonly {
    name: string;
    output: (y: number[]) => unknown;
    read: (u: never) => number[];
    blocks: readonly (readonly [string, readonly number[]])[];
  }[] = [
    { name: 'an array', output: (y) => y, read: (u: number[]) => u, blocks: [['output', [2]]] },
    {
      name: 'a Float64Array',
      output: (y) => Float64Array.from(y),
      read: (u: Float64Array) => [...u],
      blocks: [['output', [2]]],
    },
    {
      name: 'a tensor',
      output: (y) => tensor([1, 2], y),
      read: (u: { data: Float64Array }) => [...u.data],
      blocks: [['output', [1, 2]]],
    },
    {
      name: 'nested arrays',
      output: (y) => y.map((v) => [v]),
      read: (u: number[][]) => u.map((row) => row[0]!),
      blocks: [['output', [2, 1]]],
    },
    {
      name: 'a dict',
      output: ([a, b]) => ({ a, inner: { b: [b] } }),
      read: (u: { a: number; inner: { b: number[] } }) => [u.a, u.inner.b[0]!],
      blocks: [
        ['a', []],
        ['inner.b', [1]],
      ],
    },
    {
      name: 'a list of dicts',
      output: (y) => y.map((v) => ({ v })),
      read: (u: { v: number }[]) => u.map(({ v }) => v),
      blocks: [
        ['output[0].v', []],
        ['output[1].v', []],
      ],
    },
  ];
  it.each(cases)(
    '$name: the cotangent and the product have its form, and its blocks are named',
    ({ output, read, blocks }) => {
      const seen: unknown[] = [];
      const problem: VjpProblem<Layer, Data> & JvpProblem<Layer, Data> = {
        forward: (p, d) => output(forward(p, d)),
        vjp: (p, u, d) => {
          seen.push(u);
          return vjp(p, read(u as never), d);
        },
        jvp: (p, v, d) => output(jvp(p, v, d)),
      };
      const check = checkGradient(problem, point);
      expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
      expect(outline(check)).toEqual([...PARAMS, ...blocks.map(([name, shape]) => [name, [...shape], 'agrees'])]);
      for (const u of seen) {
        expect(u).toEqual(output(read(u as never)));
        expect(read(u as never).every((c) => Math.abs(c) >= 0.5 && Math.abs(c) < 1.5)).toBe(true);
        expect(new Set(read(u as never)).size).toBe(2);
      }
    },
  );

  it('a number, with a number as cotangent', () => {
    const problem = {
      forward: (w: number) => w ** 3,
      vjp: (w: number, u: unknown) => 3 * w * w * (u as number),
      jvp: (w: number, v: number) => 3 * w * w * v,
    };
    const check = checkGradient(problem, { params: 2 });
    expect(check.verdict).toBe('agrees');
    expect(outline(check)).toEqual([
      ['params', [], 'agrees'],
      ['output', [], 'agrees'],
    ]);
    const wrong = checkGradient({ ...problem, vjp: (w: number) => 3 * w * w }, { params: 2 });
    expect(wrong).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
  });

  it('of a dict, only the block whose product is wrong is blamed', () => {
    const problem: JvpProblem<Layer, Data> = {
      forward: (p, d) => ({ y: forward(p, d), penalty: p.s ** 2 }),
      jvp: (p, v, d) => ({ y: jvp(p, v, d), penalty: p.s * v.s }),
    };
    const check = checkGradient(problem, point);
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['penalty'] });
    expect(check.diagnoses).toMatchObject([{ block: 'penalty', evidence: { factor: 0.5 } }]);
  });
});

describe('at a kink', () => {
  const relu = (z: number[]): number[] => z.map((x) => Math.max(0, x));
  const gate = (z: number[], v: number[], at0: number): number[] =>
    z.map((x, i) => (x > 0 ? v[i]! : x === 0 ? at0 * v[i]! : 0));
  const problems = (at0: number, factor = 1) => {
    const product = (z: number[], v: number[]): number[] => gate(z, v, at0).map((y) => factor * y);
    const backward = { forward: relu, vjp: (z: number[], u: unknown) => product(z, u as number[]) };
    const jacobian = { forward: relu, jvp: (z: number[], v: number[]) => product(z, v) };
    return { vjp: backward, jvp: jacobian, both: { ...backward, ...jacobian } };
  };

  it.each(['vjp', 'jvp', 'both'] as const)('any subgradient of relu at 0 is a kink (%s)', (form) => {
    for (const at0 of [0, 0.5, 1]) {
      for (let seed = 0; seed < 3; seed++) {
        const check = checkGradient<number[], undefined>(problems(at0)[form], { params: [1, 0, -1] }, { seed });
        expect(check).toMatchObject({ verdict: 'kink', blame: [] });
      }
    }
  });

  it.each([
    { form: 'vjp', blame: 'params', entry: 'params[0]' },
    { form: 'jvp', blame: 'output', entry: 'output[0]' },
  ] as const)('the smooth entries beside it are judged as ever ($form)', ({ form, blame, entry }) => {
    const check = checkGradient<number[], undefined>(problems(0, 2)[form], { params: [1, 0, -1] });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: [blame] });
    expect(wrongEntries(check)).toEqual([entry]);
  });

  it.each(['vjp', 'jvp', 'both'] as const)('away from it relu agrees (%s)', (form) => {
    expect(checkGradient<number[], undefined>(problems(0)[form], { params: [1, 1e-3, -1e-3] }).verdict).toBe('agrees');
  });
});

describe('what breaks the rules is invalid, with its reason', () => {
  const log = (z: number[]): number[] => z.map(Math.log);
  const tanh = (z: number[]): number[] => z.map(Math.tanh);
  const slope = (z: number[], v: number[]): number[] => z.map((x, i) => (1 - Math.tanh(x) ** 2) * v[i]!);
  const throwing = (): never => {
    throw new RangeError('out of memory');
  };
  const drifting = () => {
    let calls = 0;
    return (z: number[]): number[] => tanh(z).map((y) => y + 1e-6 * calls++);
  };
  const cases: readonly {
    name: string;
    problem: Partial<Record<'forward' | 'jvp' | 'vjp', unknown>>;
    reason: string;
    message?: RegExp;
  }[] = [
    {
      name: 'an output of NaN, with vjp',
      problem: { forward: log, vjp: (z: number[]) => z },
      reason: 'non-finite-loss',
    },
    {
      name: 'an output of NaN, with jvp',
      problem: { forward: log, jvp: slope },
      reason: 'non-finite-loss',
      message: /output 1 is NaN/,
    },
    {
      name: 'an infinite output',
      problem: { forward: (z: number[]) => z.map((x) => 1 / (x - 1)), jvp: slope },
      reason: 'non-finite-loss',
      message: /output 0 is Infinity/,
    },
    {
      name: 'a vjp of NaN',
      problem: { forward: tanh, vjp: (z: number[]) => z.map(() => Number.NaN) },
      reason: 'non-finite-gradient',
    },
    {
      name: 'a jvp of NaN',
      problem: { forward: tanh, jvp: () => [0, Number.NaN] },
      reason: 'non-finite-gradient',
      message: /jvp of output 1 is NaN/,
    },
    {
      name: 'a vjp of NaN beside a right jvp',
      problem: { forward: tanh, jvp: slope, vjp: () => [0, Number.NaN] },
      reason: 'non-finite-gradient',
    },
    {
      name: 'a jvp of NaN beside a right vjp',
      problem: { forward: tanh, vjp: slope, jvp: () => [0, Number.NaN] },
      reason: 'non-finite-gradient',
    },
    {
      name: 'a jvp one output short',
      problem: { forward: tanh, jvp: () => [0] },
      reason: 'shape-mismatch',
      message: /shape \[2\].*shape \[1\]/,
    },
    {
      name: 'a vjp of another shape than params',
      problem: { forward: tanh, vjp: () => [0, 0, 0] },
      reason: 'shape-mismatch',
      message: /shape \[2\].*shape \[3\]/,
    },
    {
      name: 'a jvp that returns nothing',
      problem: { forward: tanh, jvp: () => undefined },
      reason: 'shape-mismatch',
      message: /undefined/,
    },
    {
      name: 'a forward pass that throws, with vjp',
      problem: { forward: throwing, vjp: slope },
      reason: 'threw',
      message: /out of memory/,
    },
    {
      name: 'a forward pass that throws, with jvp',
      problem: { forward: throwing, jvp: slope },
      reason: 'threw',
      message: /forward threw RangeError: out of memory/,
    },
    {
      name: 'a jvp that throws',
      problem: { forward: tanh, jvp: throwing },
      reason: 'threw',
      message: /jvp threw RangeError: out of memory/,
    },
    { name: 'a vjp that throws', problem: { forward: tanh, vjp: throwing }, reason: 'threw', message: /out of memory/ },
    {
      name: 'an output that drifts, with vjp',
      problem: { forward: drifting(), vjp: slope },
      reason: 'nondeterministic',
    },
    {
      name: 'an output that drifts, with jvp',
      problem: { forward: drifting(), jvp: slope },
      reason: 'nondeterministic',
      message: /output 0 was/,
    },
    {
      name: 'an async forward pass in a sync check',
      problem: { forward: async (z: number[]) => tanh(z), jvp: slope },
      reason: 'unsupported-gradient',
      message: /Async twin/,
    },
    {
      name: 'a forward pass that changes its params, with vjp',
      problem: { forward: (z: number[]) => tanh(z.fill(0, 1)), vjp: slope },
      reason: 'mutates-params',
    },
    {
      name: 'a vjp that changes its params',
      problem: { forward: tanh, vjp: (z: number[], u: number[]) => slope(z.fill(0, 1), u) },
      reason: 'mutates-params',
    },
  ];
  it.each(cases)('$name: $reason', ({ problem, reason, message }) => {
    const check = checkGradient(problem as never, { params: [1, -1] });
    expect(check).toMatchObject({ verdict: 'invalid', reason, blocks: [], blame: [] });
    if (message && check.verdict === 'invalid') expect(check.message).toMatch(message);
  });

  it('params without a number, and no tree at all, in either form', () => {
    for (const form of [{ vjp: slope }, { jvp: slope }]) {
      const check = (params: unknown) => checkGradient({ forward: tanh, ...form } as never, { params } as never);
      expect(check([])).toMatchObject({ verdict: 'invalid', reason: 'unsupported-params' });
      expect(check('x')).toMatchObject({ verdict: 'invalid', reason: 'unsupported-params' });
    }
  });

  it.each([
    { problem: { forward }, message: /problem\.vjp: missing; beside forward give vjp/ },
    { problem: { vjp }, message: /problem\.loss: missing/ },
    { problem: { jvp }, message: /problem\.forward: expected a function, came undefined/ },
    { problem: { forward: 3, jvp }, message: /problem\.forward: expected a function, came the number 3/ },
    { problem: { forward, jvp: 'x' }, message: /problem\.jvp: expected a function, came a string/ },
    { problem: { forward, vjp: [] }, message: /problem\.vjp: expected a function, came an array/ },
    { problem: { forward, jvp, vjp: 3 }, message: /problem\.vjp: expected a function, came the number 3/ },
  ])('a problem of the wrong form is a usage error: $message', async ({ problem, message }) => {
    expect(() => checkGradient(problem as never, point)).toThrow(UsageError);
    expect(() => checkGradient(problem as never, point)).toThrow(message);
    await expect(checkGradientAsync(problem as never, point)).rejects.toThrow(message);
  });
});

describe('evaluations and arguments', () => {
  it('forward passes and products are counted truly', () => {
    const calls = { forward: 0, vjp: 0, jvp: 0 };
    const counted = {
      forward: (p: Layer, d: Data) => {
        calls.forward++;
        return forward(p, d);
      },
      vjp: (p: Layer, u: unknown, d: Data) => {
        calls.vjp++;
        return vjp(p, u, d);
      },
    };
    const backward = checkGradient<Layer, Data>(counted, point);
    expect(backward.evaluations).toEqual({ loss: calls.forward, gradient: calls.vjp });
    calls.forward = 0;
    const { evaluations } = checkGradient<Layer, Data>(
      {
        forward: counted.forward,
        jvp: (p, v, d) => {
          calls.jvp++;
          return jvp(p, v, d);
        },
      },
      point,
    );
    expect(evaluations).toEqual({ loss: calls.forward, gradient: calls.jvp });
    calls.forward = 0;
    const both = checkGradient<Layer, Data>({ forward: counted.forward, vjp, jvp }, point);
    expect(both.evaluations.loss).toBe(calls.forward);
    // Three tangents, however many params.
    expect(evaluations.gradient).toBe(3);
    expect(evaluations.loss).toBeLessThan(60);
  });

  it('every call sees fresh params, and the very data that was given; none are changed', () => {
    const before = structuredClone(point);
    const seen = new Set<unknown>();
    const note = (p: Layer, d: Data): void => {
      expect(seen.has(p)).toBe(false);
      seen.add(p);
      expect(d).toBe(point.data);
    };
    const check = checkGradient<Layer, Data>(
      {
        forward: (p, d) => {
          note(p, d);
          return forward(p, d);
        },
        jvp: (p, v, d) => {
          note(p, d);
          return jvp(p, v, d);
        },
        vjp: (p, u, d) => {
          note(p, d);
          return vjp(p, u, d);
        },
      },
      point,
    );
    expect(check.verdict).toBe('agrees');
    expect(point).toEqual(before);
  });

  it('functions may use `this`', () => {
    class Model {
      readonly factor = 3;
      forward(w: number): number[] {
        return [this.factor * Math.sin(w)];
      }
      jvp(w: number, v: number): number[] {
        return [this.factor * Math.cos(w) * v];
      }
      vjp(w: number, u: unknown): number {
        return this.factor * Math.cos(w) * (u as number[])[0]!;
      }
    }
    expect(checkGradient(new Model(), { params: 0.4 }).verdict).toBe('agrees');
  });

  it('rtol allows a relative error of a product and no more', () => {
    const off = (y: number[]): number[] => y.map((v) => v * (1 + 1e-4));
    expect(withJvp(off).verdict).toBe('disagrees');
    expect(withJvp(off, { rtol: 2e-4 }).verdict).toBe('agrees');
    expect(withJvp(off, { rtol: 5e-5 }).verdict).toBe('disagrees');
  });
});
