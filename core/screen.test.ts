import { describe, expect, it } from 'vitest';
import { blackBox, Draw, drawNetwork } from '../quality/networks.ts';
import { checkGradient } from './check-gradient.ts';
import { debugInitializeWeights, type SigmoidNetworkParams, sigmoidNetwork } from './models/index.ts';
import type { CheckOptions } from './options.ts';
import { uniformSource } from './random.ts';
import type { GradientCheck } from './results.ts';
import { tensor } from './tensor.ts';

/** The 400-25-10 network of the digits exercise: 10,285 parameters, weights and inputs the same at every run. */
const network = {
  params: { Theta1: debugInitializeWeights(25, 400), Theta2: debugInitializeWeights(10, 25) },
  data: {
    X: tensor(
      [10, 400],
      Array.from({ length: 4000 }, (_, p) => Math.sin(1 + p)),
    ),
    y: Array.from({ length: 10 }, (_, i) => 1 + i),
    lambda: 1,
  },
};
const P = 10_285;
const FIRST = 25 * 401;
const rmsEntry = (() => {
  const { Theta1, Theta2 } = sigmoidNetwork.gradient(network.params, network.data);
  return Math.hypot(...Theta1.data, ...Theta2.data) / Math.sqrt(P);
})();
/** What one wrong entry may cost. */
const ONE_ENTRY = (parameters: number): number => 24 + 16 * Math.log2(parameters);

/** The network with a claim that was changed: all entries in one vector, Theta1 before Theta2. */
const spoiled = (change: (flat: Float64Array) => void, options?: CheckOptions): GradientCheck => {
  const gradient = (params: SigmoidNetworkParams, data: typeof network.data): SigmoidNetworkParams => {
    const { Theta1, Theta2 } = sigmoidNetwork.gradient(params, data);
    const flat = Float64Array.of(...Theta1.data, ...Theta2.data);
    change(flat);
    return { Theta1: tensor([25, 401], flat.subarray(0, FIRST)), Theta2: tensor([10, 26], flat.subarray(FIRST)) };
  };
  return checkGradient({ loss: sigmoidNetwork.loss, gradient }, network, options);
};

const nameOf = (index: number): string => {
  const [block, columns, at] = index < FIRST ? ['Theta1', 401, index] : ['Theta2', 26, index - FIRST];
  return `${block}[${Math.floor(at / columns)},${at % columns}]`;
};

/** The entries that are said to be wrong, of those that are shown. */
const wrongEntries = (check: GradientCheck): string[] =>
  check.blocks.flatMap(({ entries }) =>
    entries.filter(({ verdict }) => verdict === 'disagrees').map(({ entry }) => entry),
  );

/** Distinct entries, none in a row or column of another. */
const scattered = (count: number, seed: number): number[] => {
  const random = uniformSource(seed);
  const picked: number[] = [];
  while (picked.length < count) {
    const index = Math.floor(random() * FIRST);
    const apart = picked.every((p) => p % 401 !== index % 401 && Math.floor(p / 401) !== Math.floor(index / 401));
    if (apart) picked.push(index);
  }
  return picked;
};

describe('a right gradient of the 400-25-10 network', () => {
  it.each([0, 1, 2, 3, 4])('agrees in at most 24 losses and 2 gradients, counted truly (seed %i)', (seed) => {
    const calls = { loss: 0, gradient: 0 };
    const counted: typeof sigmoidNetwork = {
      ...sigmoidNetwork,
      loss: (params, data) => {
        calls.loss++;
        return sigmoidNetwork.loss(params, data);
      },
      gradient: (params, data) => {
        calls.gradient++;
        return sigmoidNetwork.gradient(params, data);
      },
    };
    const check = checkGradient(counted, network, { seed });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [], evaluations: calls, seed });
    expect(calls.loss).toBeLessThanOrEqual(24);
    expect(calls.gradient).toBeLessThanOrEqual(2);
    expect(check.blocks.map(({ verdict, wrong, size }) => [verdict, wrong, size])).toEqual([
      ['agrees', 0, FIRST],
      ['agrees', 0, P - FIRST],
    ]);
  });

  it('states a resolution of 1e-6 or finer, of the rms entry', () => {
    const { resolution } = checkGradient(sigmoidNetwork, network);
    expect(resolution).toBeGreaterThan(0);
    expect(resolution).toBeLessThanOrEqual(1e-6);
  });
});

describe('other losses agree in at most 24 losses and 2 gradients', () => {
  const n = 2000;
  const random = uniformSource(3);
  const x = Float64Array.from({ length: n }, () => 2 * random() - 1);
  const params = Float64Array.from({ length: n }, () => 2 * random() - 1);
  const dot = (w: Float64Array): number => w.reduce((sum, wi, i) => sum + wi * x[i]!, 0);
  const problems = [
    {
      name: 'a sum of sines',
      loss: (w: Float64Array) => w.reduce((sum, wi, i) => sum + Math.sin(wi + i) * x[i]!, 0),
      gradient: (w: Float64Array) => w.map((wi, i) => Math.cos(wi + i) * x[i]!),
    },
    {
      name: 'softplus of a dot product',
      loss: (w: Float64Array) => Math.log1p(Math.exp(dot(w))),
      gradient: (w: Float64Array) => x.map((xi) => xi / (1 + Math.exp(-dot(w)))),
    },
    {
      name: 'a sum of squares',
      loss: (w: Float64Array) => w.reduce((sum, wi) => sum + 0.5 * wi * wi, 0),
      gradient: (w: Float64Array) => w.slice(),
    },
    {
      name: 'a linear loss',
      loss: dot,
      gradient: () => x.slice(),
    },
  ];
  it.each(problems)('$name', ({ loss, gradient }) => {
    const check = checkGradient({ loss, gradient }, { params });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
    expect(check.evaluations.loss).toBeLessThanOrEqual(24);
    expect(check.evaluations.gradient).toBeLessThanOrEqual(2);
    expect(check.resolution).toBeLessThanOrEqual(1e-4);
  });

  it.each(problems)('$name with a single sign turned is located', ({ loss, gradient }) => {
    const wrong = (w: Float64Array): Float64Array => gradient(w).map((g, i) => (i === 1234 ? -g : g));
    const check = checkGradient({ loss, gradient: wrong }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(wrongEntries(check)).toEqual(['params[1234]']);
    expect(check.evaluations.loss).toBeLessThanOrEqual(ONE_ENTRY(n));
  });
});

describe('which mode is taken', () => {
  const run = (n: number, options?: CheckOptions): GradientCheck =>
    checkGradient(
      {
        loss: (w: number[]) => w.reduce((sum, wi) => sum + Math.sin(wi), 0),
        gradient: (w: number[]) => w.map(Math.cos),
      },
      { params: Array.from({ length: n }, (_, i) => Math.sin(i)) },
      options,
    );

  it("'auto' judges every entry of 500 parameters and screens 501", () => {
    const [below, above] = [run(500), run(501)];
    expect(below.evaluations.loss).toBeGreaterThan(1000);
    expect(above.evaluations.loss).toBeLessThanOrEqual(24);
    expect(below.blocks[0]!.entries).toHaveLength(10);
    expect(above).toEqual(run(501, { mode: 'screen' }));
  });

  it("'screen' screens few parameters and 'full' judges every one of many", () => {
    expect(run(40, { mode: 'screen' }).evaluations.loss).toBeLessThanOrEqual(24);
    expect(run(600, { mode: 'full' }).evaluations.loss).toBeGreaterThan(1200);
  });

  it('a screen and a full check name the same blocks, shapes and wrong entries', () => {
    const random = uniformSource(1);
    const params = { W: Array.from({ length: 3 }, () => Array.from({ length: 20 }, () => random())), b: [0.5, -0.5] };
    const problem = {
      loss: ({ W, b }: typeof params) =>
        W.flat().reduce((sum, w, i) => sum + Math.sin(w * (1 + (i % 3))), 0) + b[0]! * b[1]!,
      gradient: ({ W, b }: typeof params) => ({
        W: W.map((row, r) =>
          row.map(
            (w, c) => (r === 1 && c === 7 ? 2 : 1) * (1 + ((c + 20 * r) % 3)) * Math.cos(w * (1 + ((c + 20 * r) % 3))),
          ),
        ),
        b: [b[1]!, b[0]!],
      }),
    };
    const [screen, full] = (['screen', 'full'] as const).map((mode) => checkGradient(problem, { params }, { mode }));
    expect(screen!.blame).toEqual(['W']);
    expect(wrongEntries(screen!)).toEqual(['W[1,7]']);
    expect(wrongEntries(screen!)).toEqual(wrongEntries(full!));
    const outline = ({ blocks }: GradientCheck) =>
      blocks.map(({ block, shape, verdict, wrong }) => [block, shape, verdict, wrong]);
    expect(outline(screen!)).toEqual(outline(full!));
    expect(screen!.blocks[0]!.worst.ratio).toBeCloseTo(2, 7);
  });

  it('the same seed gives the same screen to the last digit, another seed other directions', () => {
    expect(run(600, { seed: 5 })).toEqual(run(600, { seed: 5 }));
    expect(run(600, { seed: 5 }).blocks[0]!.worst.analytic).not.toBe(run(600, { seed: 6 }).blocks[0]!.worst.analytic);
  });
});

describe('one wrong entry among 10,285', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'off by 1e-6 of the rms entry is caught and located exactly, within 24 + 16 log2(P) losses (seed %i)',
    (seed) => {
      const index = Math.floor(uniformSource(100 + seed)() * P);
      const check = spoiled(
        (flat) => {
          flat[index]! += 1e-6 * rmsEntry;
        },
        { seed },
      );
      expect(check.verdict, nameOf(index)).toBe('disagrees');
      expect(wrongEntries(check)).toEqual([nameOf(index)]);
      expect(check.blame).toEqual([index < FIRST ? 'Theta1' : 'Theta2']);
      expect(check.blocks.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(1);
      expect(check.evaluations.loss).toBeLessThanOrEqual(ONE_ENTRY(P));
    },
  );

  it('of Theta2, the small block of larger entries, is caught at 1e-6 of its own rms entry', () => {
    const { Theta2 } = sigmoidNetwork.gradient(network.params, network.data);
    const own = Math.hypot(...Theta2.data) / Math.sqrt(P - FIRST);
    for (let seed = 0; seed < 5; seed++) {
      const index = FIRST + 17 + 40 * seed;
      const check = spoiled(
        (flat) => {
          flat[index]! += 1e-6 * own;
        },
        { seed },
      );
      expect(check, nameOf(index)).toMatchObject({ verdict: 'disagrees', blame: ['Theta2'] });
      expect(wrongEntries(check)).toEqual([nameOf(index)]);
    }
  });

  it('the first and the last entry are no exception', () => {
    for (const index of [0, FIRST - 1, FIRST, P - 1]) {
      const check = spoiled((flat) => {
        flat[index]! += 1e-3 * rmsEntry;
      });
      expect(check.verdict).toBe('disagrees');
      expect(wrongEntries(check)).toEqual([nameOf(index)]);
    }
  });

  it('its numbers are those of the entry: claim, central difference, bound and ratio', () => {
    const index = 3 * 401 + 31;
    const right = sigmoidNetwork.gradient(network.params, network.data).Theta1.data[index]!;
    const { blocks } = spoiled((flat) => {
      flat[index]! *= 3;
    });
    const { entry, analytic, numeric, errorBound, ratio, verdict } = blocks[0]!.worst;
    expect({ entry, verdict }).toEqual({ entry: 'Theta1[3,31]', verdict: 'disagrees' });
    expect(analytic).toBe(3 * right);
    expect(Math.abs(numeric - right)).toBeLessThanOrEqual(errorBound);
    expect(errorBound).toBeLessThan(1e-6 * rmsEntry);
    expect(ratio).toBeCloseTo(3, 6);
  });
});

describe('several errors', () => {
  const counts = [2, 3, 4, 5, 6];
  it.each(counts.flatMap((count) => [1, 1e-5].map((size) => ({ count, size }))))(
    '$count wrong entries, off by $size of the rms entry with random signs, are all located and no others',
    ({ count, size }) => {
      const indices = scattered(count, 17 * count);
      const random = uniformSource(count);
      const signs = indices.map(() => (random() < 0.5 ? -1 : 1));
      const check = spoiled((flat) => {
        for (const [n, index] of indices.entries()) flat[index]! += signs[n]! * size * rmsEntry;
      });
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['Theta1'] });
      expect(wrongEntries(check).sort()).toEqual(indices.map(nameOf).sort());
      expect(check.blocks[0]!.wrong).toBe(count);
      expect(check.evaluations.loss).toBeLessThanOrEqual(24 + count * 16 * Math.log2(P));
    },
  );

  it.each([
    { block: 'Theta1', from: 0, to: FIRST },
    { block: 'Theta2', from: FIRST, to: P },
  ])('a whole block, $block doubled, is blamed alone and told as a factor of 2', ({ block, from, to }) => {
    for (let seed = 0; seed < 2; seed++) {
      const check = spoiled(
        (flat) =>
          flat.set(
            flat.subarray(from, to).map((g) => 2 * g),
            from,
          ),
        { seed },
      );
      expect(check).toMatchObject({ verdict: 'disagrees', blame: [block] });
      expect(check.diagnoses).toMatchObject([{ kind: 'constant-factor', block, evidence: { factor: 2 } }]);
      expect(check.blocks.find((b) => b.block === block)!.wrong).toBeGreaterThanOrEqual(12);
      expect(check.evaluations.loss).toBeLessThanOrEqual(1000);
    }
  });

  it('both blocks doubled are both blamed', () => {
    const check = spoiled((flat) => flat.set(flat.map((g) => 2 * g)));
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['Theta1', 'Theta2'] });
    expect(check.diagnoses.map(({ evidence }) => evidence.factor)).toEqual([2, 2]);
  });

  const lines = [
    { line: 'row 7 of Theta1', block: 'Theta1', columns: 401, from: 0, length: FIRST, row: 7 },
    { line: 'row 7 of Theta2', block: 'Theta2', columns: 26, from: FIRST, length: 260, row: 7 },
    { line: 'column 13 of Theta1', block: 'Theta1', columns: 401, from: 0, length: FIRST, column: 13 },
    { line: 'the biases of Theta1', block: 'Theta1', columns: 401, from: 0, length: FIRST, column: 0 },
    { line: 'column 25 of Theta2', block: 'Theta2', columns: 26, from: FIRST, length: 260, column: 25 },
  ];
  it.each(lines)(
    '$line doubled: its entries are named and no others',
    ({ block, columns, from, length, row, column }) => {
      const inLine = (i: number): boolean =>
        row === undefined ? i % columns === column : Math.floor(i / columns) === row;
      const expected = Array.from({ length }, (_, i) => i).filter(inLine);
      for (let seed = 0; seed < 2; seed++) {
        const check = spoiled(
          (flat) => {
            for (const i of expected) flat[from + i]! *= 2;
          },
          { seed },
        );
        expect(check).toMatchObject({ verdict: 'disagrees', blame: [block] });
        const { wrong } = check.blocks.find((b) => b.block === block)!;
        // All of a short line, a sample of a long one.
        if (expected.length <= 64) expect(wrong).toBe(expected.length);
        else expect(wrong).toBeGreaterThanOrEqual(12);
        const names = new Set(expected.map((i) => nameOf(from + i)));
        expect(wrongEntries(check).filter((name) => !names.has(name))).toEqual([]);
        expect(check.evaluations.loss).toBeLessThanOrEqual(1500);
      }
    },
  );

  it('two errors +e and -e, which cancel along any direction that moves both alike, are both located', () => {
    for (let seed = 0; seed < 3; seed++) {
      const check = spoiled(
        (flat) => {
          flat[1234]! += 1e-3 * rmsEntry;
          flat[5678]! -= 1e-3 * rmsEntry;
        },
        { seed },
      );
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['Theta1'] });
      expect(wrongEntries(check).sort()).toEqual([nameOf(1234), nameOf(5678)].sort());
    }
  });

  it('two entries swapped are both located', () => {
    const check = spoiled((flat) => {
      const first = flat[42]!;
      flat[42] = flat[9001]!;
      flat[9001] = first;
    });
    expect(check.verdict).toBe('disagrees');
    expect(wrongEntries(check).sort()).toEqual([nameOf(42), nameOf(9001)].sort());
  });

  it('one wrong entry in each of two blocks: both blocks are blamed, both entries named', () => {
    for (let seed = 0; seed < 3; seed++) {
      const check = spoiled(
        (flat) => {
          flat[1234]! += 1e-2 * rmsEntry;
          flat[FIRST + 57]! -= 1e-2 * rmsEntry;
        },
        { seed },
      );
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['Theta1', 'Theta2'] });
      expect(wrongEntries(check)).toEqual([nameOf(1234), nameOf(FIRST + 57)]);
      expect(check.evaluations.loss).toBeLessThanOrEqual(24 + 2 * 16 * Math.log2(P));
    }
  });
});

describe('a tiny block beside a large one', () => {
  const random = uniformSource(5);
  const a = Array.from({ length: 600 }, () => 2 * random() - 1);
  const params = { W: Array.from({ length: 600 }, () => 2 * random() - 1), t: [0.3, 0.4, 0.5] };
  const problem = (scale: number, factor: (i: number) => number) => ({
    loss: ({ W, t }: typeof params) =>
      W.reduce((sum, w, i) => sum + Math.tanh(w * a[i]!), 0) + scale * (Math.sin(t[0]!) + Math.sin(t[1]!) * t[2]!),
    gradient: ({ W, t }: typeof params) => ({
      W: W.map((w, i) => a[i]! * (1 - Math.tanh(w * a[i]!) ** 2)),
      t: [Math.cos(t[0]!), Math.cos(t[1]!) * t[2]!, Math.sin(t[1]!)].map((g, i) => scale * factor(i) * g),
    }),
  });

  it.each([1e-2, 1e-4, 1e-6, 1e-8])('a factor of 2 on gradients %d times as large is caught and told', (scale) => {
    for (let seed = 0; seed < 5; seed++) {
      const check = checkGradient(
        problem(scale, () => 2),
        { params },
        { seed },
      );
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['t'] });
      expect(check.diagnoses).toMatchObject([{ kind: 'constant-factor', block: 't', evidence: { factor: 2 } }]);
    }
  });

  it.each([1e-2, 1e-4, 1e-6])('one of its entries, on gradients %d times as large, is named', (scale) => {
    const check = checkGradient(
      problem(scale, (i) => (i === 1 ? -1 : 1)),
      { params },
    );
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['t'] });
    expect(wrongEntries(check)).toEqual(['t[1]']);
  });

  it.each([1, 1e-4, 1e-6, 1e-7, 1e-8, 1e-12])('right gradients %d times as large are never wrong', (scale) => {
    for (let seed = 0; seed < 5; seed++) {
      const check = checkGradient(
        problem(scale, () => 1),
        { params },
        { seed },
      );
      expect(check.blame).toEqual([]);
      expect(check.blocks[0]!.verdict).toBe('agrees');
      if (scale >= 1e-7) expect(check.verdict).toBe('agrees');
    }
  });

  it('a block that is claimed to be 0 but is not is caught', () => {
    for (let seed = 0; seed < 5; seed++) {
      const check = checkGradient(
        problem(0.1, () => 0),
        { params },
        { seed },
      );
      expect(check).toMatchObject({ verdict: 'disagrees', blame: ['t'], diagnoses: [{ kind: 'zero', block: 't' }] });
    }
  });

  it('a block whose gradient is 0 leaves the sight of the others as it is', () => {
    const right = checkGradient(
      problem(0, () => 1),
      { params },
    );
    expect(right.verdict).toBe('agrees');
    const { loss, gradient } = problem(0, () => 1);
    const wrong = (p: typeof params) => ({ ...gradient(p), W: gradient(p).W.map((g, i) => (i === 77 ? g + 1e-4 : g)) });
    const check = checkGradient({ loss, gradient: wrong }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W'] });
    expect(wrongEntries(check)).toEqual(['W[77]']);
  });
});

describe('at kinks', () => {
  it('right gradients of relu networks on a lattice, in halves and near kinks never disagree', () => {
    const counts: Record<string, number> = {};
    for (const regime of ['lattice', 'halves', 'near-kink'] as const) {
      const draw = new Draw(9);
      for (let seed = 0; seed < 180; seed++) {
        const { params, data } = drawNetwork(draw, regime);
        const point = { params, data: { ...data, activation: 'relu' as const } };
        const { verdict, blame } = checkGradient(blackBox, point, { mode: 'screen', seed });
        expect([verdict, ...blame], `${regime} ${seed}`).not.toContain('disagrees');
        counts[verdict] = (counts[verdict] ?? 0) + 1;
      }
    }
    // The regimes do put points on kinks, and most of the others can be told.
    expect(counts.kink).toBeGreaterThan(80);
    expect(counts.agrees).toBeGreaterThan(320);
    expect(counts.unresolved ?? 0).toBeLessThan(10);
  });

  const n = 600;
  const w = Array.from({ length: n }, (_, i) => Math.sin(i + 1));
  const relu = (x: number): number => Math.max(0, x);
  const loss = (p: number[]): number => p.reduce((sum, x, i) => sum + (i % 100 === 0 ? relu(x) : Math.sin(x)), 0);
  const gradient = (p: number[]): number[] => p.map((x, i) => (i % 100 === 0 ? (x > 0 ? 1 : 0) : Math.cos(x)));
  const params = w.map((x, i) => (i % 100 === 0 ? 0 : x));

  it('with a valid subgradient the verdict is kink, not agreement', () => {
    for (let seed = 0; seed < 5; seed++) {
      expect(checkGradient({ loss, gradient }, { params }, { seed })).toMatchObject({ verdict: 'kink', blame: [] });
    }
  });

  it('far away from them the same loss agrees', () => {
    expect(checkGradient({ loss, gradient }, { params: w.map((x) => x + 3) }).verdict).toBe('agrees');
  });
});

describe('a loss that stands still', () => {
  const params = Float64Array.from({ length: 600 }, (_, i) => Math.sin(i));

  it('agrees with a gradient of zeros', () => {
    const check = checkGradient({ loss: () => 3, gradient: (p: Float64Array) => p.map(() => 0) }, { params });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [], diagnoses: [] });
    expect(check.blocks[0]!.worst).toMatchObject({ analytic: 0, numeric: 0 });
  });

  it('disagrees with a gradient that is not 0 in one entry, and names it', () => {
    const gradient = (p: Float64Array) => p.map((_, i) => (i === 7 ? 1 : 0));
    const check = checkGradient({ loss: () => 3, gradient }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(wrongEntries(check)).toEqual(['params[7]']);
  });
});

describe('functions that break the rules are found by a screen', () => {
  const params = Float64Array.from({ length: 600 }, (_, i) => Math.sin(i));
  const loss = (p: Float64Array): number => p.reduce((sum, x) => sum + Math.sin(x), 0);
  const right = (p: Float64Array): Float64Array => p.map(Math.cos);
  const accumulator = (): ((p: Float64Array) => Float64Array) => {
    const sum = new Float64Array(600);
    return (p) => {
      for (const [i, g] of right(p).entries()) sum[i]! += g;
      return sum.slice();
    };
  };
  const ofLastLoss = () => {
    let last: Float64Array = params;
    return {
      loss: (p: Float64Array) => {
        last = p;
        return loss(p);
      },
      gradient: () => right(last),
    };
  };
  const once = (later: (p: Float64Array) => Float64Array): ((p: Float64Array) => Float64Array) => {
    let asked = 0;
    return (p) => (asked++ === 0 ? right(p) : later(p));
  };
  const drifting = (): ((p: Float64Array) => number) => {
    let calls = 0;
    return (p) => loss(p) + 1e-9 * calls++;
  };
  it.each([
    {
      name: 'a gradient added to the last one',
      problem: { loss, gradient: accumulator() },
      reason: 'stateful-gradient',
    },
    { name: 'a gradient of the params of the last loss', problem: ofLastLoss(), reason: 'stateful-gradient' },
    {
      name: 'a gradient that is cleared by use',
      problem: { loss, gradient: once((p) => p.map(() => 0)) },
      reason: 'stateful-gradient',
    },
    {
      name: 'a gradient that drops one entry later',
      problem: { loss, gradient: once((p) => right(p).map((g, i) => (i === 599 ? 0 : g))) },
      reason: 'stateful-gradient',
    },
    { name: 'a loss that drifts', problem: { loss: drifting(), gradient: right }, reason: 'nondeterministic' },
    { name: 'a loss of NaN', problem: { loss: () => Number.NaN, gradient: right }, reason: 'non-finite-loss' },
    {
      name: 'a gradient with a NaN',
      problem: { loss, gradient: (p: Float64Array) => right(p).fill(Number.NaN, 5, 6) },
      reason: 'non-finite-gradient',
    },
    {
      name: 'a gradient one entry short',
      problem: { loss, gradient: (p: Float64Array) => right(p).slice(1) },
      reason: 'shape-mismatch',
    },
    {
      name: 'a loss that changes its params',
      problem: { loss: (p: Float64Array) => loss(p.fill(0, 3, 4)), gradient: right },
      reason: 'mutates-params',
    },
    {
      name: 'a gradient that changes its params',
      problem: { loss, gradient: (p: Float64Array) => right(p.fill(0, 3, 4)) },
      reason: 'mutates-params',
    },
  ])('$name: $reason', ({ problem, reason }) => {
    const check = checkGradient(problem, { params });
    expect(check).toMatchObject({ verdict: 'invalid', reason, blame: [] });
    expect(check.evaluations.loss).toBeLessThanOrEqual(200);
  });

  it('the second answer and what it was before are told', () => {
    const check = checkGradient({ loss, gradient: accumulator() }, { params });
    expect(check).toMatchObject({ message: expect.stringMatching(/params\[0\] was 1 and.* is 2, 2 times as much/) });
  });
});

describe('200,000 parameters', () => {
  const n = 200_000;
  const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1) + 1.5);
  const params = Float64Array.from({ length: n }, (_, i) => Math.cos(0.7 * i) / 2);
  const loss = (w: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.tanh(w[i]! * x[i]!);
    return sum;
  };
  const gradient = (w: Float64Array): Float64Array => w.map((wi, i) => x[i]! * (1 - Math.tanh(wi * x[i]!) ** 2));

  it('agree in at most 24 losses and 2 gradients', () => {
    const check = checkGradient({ loss, gradient }, { params });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
    expect(check.evaluations.loss).toBeLessThanOrEqual(24);
    expect(check.evaluations.gradient).toBeLessThanOrEqual(2);
    expect(check.resolution).toBeLessThan(1e-5);
  });

  it.each([
    { index: 123_456, size: 1 },
    { index: 199_999, size: 1e-4 },
  ])('with entry $index off by $size of itself: located within 24 + 16 log2(P) losses', ({ index, size }) => {
    const wrong = (w: Float64Array): Float64Array => {
      const claim = gradient(w);
      claim[index]! *= 1 + size;
      return claim;
    };
    const check = checkGradient({ loss, gradient: wrong }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(wrongEntries(check)).toEqual([`params[${index}]`]);
    expect(check.blocks[0]!.wrong).toBe(1);
    expect(check.evaluations.loss).toBeLessThanOrEqual(ONE_ENTRY(n));
  });
});
