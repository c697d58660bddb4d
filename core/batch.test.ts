import { describe, expect, it } from 'vitest';
import { blackBox, Draw, drawNetwork, type Network, REGIMES } from '../quality/networks.ts';
import { checkGradient, checkGradientAsync } from './check-gradient.ts';
import { UsageError } from './errors.ts';
import { denseNetwork } from './models/index.ts';
import type { LossProblem } from './problem.ts';
import { uniformSource } from './random.ts';
import type { GradientCheck } from './results.ts';

type V = number[];
type NetworkProblem = LossProblem<Network['params'], Network['data']>;

const loss = (w: V): number => w.reduce((sum, x, i) => sum + Math.sin(x * (i + 1)), 0);
const gradient = (w: V): V => w.map((x, i) => (i + 1) * Math.cos(x * (i + 1)));
const wrong = (w: V): V => gradient(w).map((g, i) => (i === 2 ? 2 * g : g));
const params = [0.1, 0.5, -0.7, 1.2, -0.3];
const lossBatch = (points: readonly V[]): V => points.map(loss);

/** A problem that answers in batches as well, and what it was asked. */
const batched = <P, D>(problem: LossProblem<P, D>) => {
  const asked = { calls: 0, points: 0, widest: 0, single: 0 };
  const inBatches: LossProblem<P, D> = {
    ...problem,
    loss: (p, d) => {
      asked.single++;
      return problem.loss(p, d);
    },
    lossBatch: (points, d) => {
      asked.calls++;
      asked.points += points.length;
      asked.widest = Math.max(asked.widest, points.length);
      return points.map((p) => problem.loss(p, d));
    },
  };
  return { asked, inBatches };
};

/** Random networks in every regime, right and with one entry doubled, as a black box and with frozen branches. */
function* networks(perRegime: number): Generator<{ name: string; problem: NetworkProblem; point: Network }> {
  for (const regime of REGIMES) {
    const draw = new Draw(3);
    for (let n = 0; n < perRegime; n++) {
      const point = drawNetwork(draw, regime);
      for (const problem of [blackBox, denseNetwork]) {
        for (const factor of [1, 2]) {
          const spoiled: NetworkProblem = {
            ...problem,
            gradient: (p, d) => {
              const claim = denseNetwork.gradient(p, d);
              claim.W1!.data[0]! *= factor;
              return claim;
            },
          };
          yield { name: `${problem.name}, ${regime} ${n}, factor ${factor}`, problem: spoiled, point };
        }
      }
    }
  }
}

describe('with lossBatch', () => {
  it('random networks of every regime get the same result, to the last digit, as without', () => {
    const counts: Record<string, number> = {};
    const all = { calls: 0, points: 0, single: 0 };
    for (const { name, problem, point } of networks(4)) {
      const plain = checkGradient(problem, point);
      const { asked, inBatches } = batched(problem);
      expect(checkGradient(inBatches, point), name).toEqual(plain);
      counts[plain.verdict] = (counts[plain.verdict] ?? 0) + 1;
      all.calls += asked.calls;
      all.points += asked.points;
      all.single += asked.single;
    }
    // The comparison means something: every verdict that matters occurs, and most losses went through the batches.
    expect(counts.agrees).toBeGreaterThan(40);
    expect(counts.disagrees).toBeGreaterThan(40);
    expect(counts.kink).toBeGreaterThan(0);
    expect(all.points).toBeGreaterThan(10 * all.calls);
  });

  it('a small problem is answered in batches of all its parameters, in far fewer calls than losses', () => {
    const { asked, inBatches } = batched<V, undefined>({ loss, gradient });
    const { verdict, evaluations } = checkGradient(inBatches, { params });
    expect(verdict).toBe('agrees');
    expect(asked.widest).toBe(5);
    expect(asked.calls + asked.single).toBeLessThan(evaluations.loss / 2);
    expect(asked.points + asked.single).toBe(evaluations.loss);
  });

  it('a batch holds at most 64 points', () => {
    const { asked, inBatches } = batched<V, undefined>({
      loss: (w) => w.reduce((sum, x, i) => sum + Math.sin(x + i), 0),
      gradient: (w) => w.map((x, i) => Math.cos(x + i)),
    });
    const check = checkGradient(inBatches, { params: Array.from({ length: 150 }, (_, i) => Math.sin(i)) });
    expect(check).toMatchObject({ verdict: 'agrees', blocks: [{ size: 150, verdict: 'agrees' }] });
    expect(asked.widest).toBe(64);
    expect(asked.calls).toBeLessThan(asked.points / 20);
  });

  it('the points of a batch are fresh trees like params, independent of one another and of later ones', () => {
    const seen: { W: number[][]; b: Float64Array }[] = [];
    const kept: string[] = [];
    const tree = {
      W: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      b: Float64Array.of(0.5, -0.5),
    };
    const value = ({ W, b }: typeof tree): number =>
      Math.sin(W.flat().reduce((s, w, i) => s + w * (i + 1), b[0]! * b[1]!));
    const slope = ({ W, b }: typeof tree) => {
      const d = Math.cos(W.flat().reduce((s, w, i) => s + w * (i + 1), b[0]! * b[1]!));
      return {
        W: [
          [d, 2 * d],
          [3 * d, 4 * d],
        ],
        b: [d * b[1]!, d * b[0]!],
      };
    };
    const check = checkGradient(
      {
        loss: value,
        gradient: slope,
        lossBatch: (points: readonly (typeof tree)[]) => {
          for (const point of points) {
            expect(point.b).toBeInstanceOf(Float64Array);
            seen.push(point);
            kept.push(JSON.stringify(point));
          }
          return points.map(value);
        },
      },
      { params: tree },
    );
    expect(check.verdict).toBe('agrees');
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen.map(({ b }) => b.buffer)).size).toBe(seen.length);
    expect(new Set(seen.flatMap(({ W }) => W)).size).toBe(2 * seen.length);
    // None was written to afterwards, and no two are the same point.
    expect(seen.map((point) => JSON.stringify(point))).toEqual(kept);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('a batch function that overwrites its points spoils nothing', () => {
    const overwriting = (points: readonly V[]): V => {
      const values = points.map(loss);
      for (const point of points) point.fill(0);
      return values;
    };
    expect(checkGradient({ loss, gradient, lossBatch: overwriting }, { params })).toEqual(
      checkGradient({ loss, gradient }, { params }),
    );
  });

  it('data reaches it, and `this` is the problem', () => {
    const problem = {
      power: 3,
      loss: (w: V, scale: number): number => scale * w[0]! ** 3,
      gradient: (w: V, scale: number): V => [3 * scale * w[0]! ** 2],
      lossBatch(this: { power: number }, points: readonly V[], scale: number): V {
        return points.map((w) => scale * w[0]! ** this.power);
      },
    };
    expect(checkGradient(problem, { params: [0.7], data: 2 })).toEqual(
      checkGradient({ loss: problem.loss, gradient: problem.gradient }, { params: [0.7], data: 2 }),
    );
  });

  it('typed arrays of losses will do', () => {
    const check = checkGradient(
      { loss, gradient, lossBatch: (points: readonly V[]) => Float64Array.from(points, loss) },
      { params },
    );
    expect(check).toEqual(checkGradient({ loss, gradient }, { params }));
  });

  it('a wrong gradient is found as without, entry and factor', () => {
    const check = checkGradient({ loss, gradient: wrong, lossBatch }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(check.blocks[0]).toMatchObject({ wrong: 1, worst: { entry: 'params[2]' } });
    expect(check).toEqual(checkGradient({ loss, gradient: wrong }, { params }));
  });

  it('a screen gives the same result as without', () => {
    const many = Array.from({ length: 600 }, (_, i) => Math.sin(i));
    for (const claim of [gradient, wrong]) {
      expect(checkGradient({ loss, gradient: claim, lossBatch }, { params: many })).toEqual(
        checkGradient({ loss, gradient: claim }, { params: many }),
      );
    }
  });

  it('the classical criteria give the same result as without', () => {
    for (const criterion of ['relative-norm', 'almost-equal'] as const) {
      expect(checkGradient({ loss, gradient: wrong, lossBatch }, { params }, { criterion })).toEqual(
        checkGradient({ loss, gradient: wrong }, { params }, { criterion }),
      );
    }
  });
});

describe('a lossBatch that does not keep its promise never makes a wrong gradient agree, nor a right one disagree', () => {
  const throwing = (): never => {
    throw new Error('out of memory');
  };
  const broken: readonly { name: string; answer: (points: readonly V[]) => unknown }[] = [
    { name: 'one loss too few', answer: (points) => lossBatch(points).slice(1) },
    { name: 'one loss too many', answer: (points) => [...lossBatch(points), 0] },
    { name: 'no losses', answer: () => [] },
    { name: 'nothing', answer: () => undefined },
    { name: 'a single number', answer: (points) => loss(points[0]!) },
    { name: 'strings', answer: (points) => lossBatch(points).map(String) },
    { name: 'NaN throughout', answer: (points) => points.map(() => Number.NaN) },
    { name: 'infinities', answer: (points) => points.map(() => Number.POSITIVE_INFINITY) },
    { name: 'an exception', answer: throwing },
    { name: 'a promise in a sync check', answer: async (points) => lossBatch(points) },
  ];
  it.each(broken)('$name', ({ answer }) => {
    const withBatch = (claim: (w: V) => V) =>
      checkGradient({ loss, gradient: claim, lossBatch: answer as never }, { params });
    expect(withBatch(gradient).verdict).not.toBe('disagrees');
    expect(withBatch(wrong).verdict).not.toBe('agrees');
    // An exception may be one point's: asking one by one is as good an answer.
    if (answer !== throwing) expect(['unresolved', 'invalid']).toContain(withBatch(gradient).verdict);
    expect(withBatch(gradient).blame).toEqual([]);
  });

  it('a NaN now and then costs sharpness, and no more', () => {
    const holes = (points: readonly V[]): V => lossBatch(points).map((value, i) => (i === 1 ? Number.NaN : value));
    expect(checkGradient({ loss, gradient, lossBatch: holes }, { params }).blame).toEqual([]);
    const check = checkGradient({ loss, gradient: wrong, lossBatch: holes }, { params });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
    expect(check.blocks[0]!.worst.entry).toBe('params[2]');
  });

  it('no function at all is a usage error', () => {
    for (const lossBatch of [3, 'x', [], {}]) {
      expect(() => checkGradient({ loss, gradient, lossBatch } as never, { params })).toThrow(UsageError);
      expect(() => checkGradient({ loss, gradient, lossBatch } as never, { params })).toThrow(/problem\.lossBatch/);
    }
  });
});

describe('sync, async and batched drivers run one algorithm', () => {
  const later = <P, D>({ loss: f, gradient: g, ...rest }: LossProblem<P, D>) => ({
    ...rest,
    loss: async (p: P, d: D) => f(p, d),
    gradient: async (p: P, d: D) => g(p, d),
  });

  it('random networks of every regime get the same result from all, evaluations included', async () => {
    const counts: Record<string, number> = {};
    for (const { name, problem, point } of networks(1)) {
      const sync = checkGradient(problem, point);
      expect(await checkGradientAsync(later(problem), point), `${name}, async`).toEqual(sync);
      expect(await checkGradientAsync(problem, point), `${name}, async by functions that answer at once`).toEqual(sync);
      const { inBatches } = batched(problem);
      expect(checkGradient(inBatches, point), `${name}, batched`).toEqual(sync);
      const batchedLater = {
        ...later(inBatches),
        lossBatch: async (...all: Parameters<NonNullable<typeof inBatches.lossBatch>>) => inBatches.lossBatch!(...all),
      };
      expect(await checkGradientAsync(batchedLater, point), `${name}, batched async`).toEqual(sync);
      counts[sync.verdict] = (counts[sync.verdict] ?? 0) + 1;
    }
    expect(counts.agrees).toBeGreaterThan(8);
    expect(counts.disagrees).toBeGreaterThan(8);
  });

  it('an async batch is waited for, one at a time', async () => {
    let running = 0;
    let most = 0;
    let calls = 0;
    const slow = async (points: readonly V[]): Promise<V> => {
      running++;
      calls++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 0));
      running--;
      return lossBatch(points);
    };
    const check = await checkGradientAsync({ loss, gradient, lossBatch: slow } as never, { params });
    expect(check).toEqual(checkGradient({ loss, gradient }, { params }));
    expect(most).toBe(1);
    expect(calls).toBeGreaterThan(3);
  });

  it('a screen and a location are the same in sync and async', async () => {
    const random = uniformSource(8);
    const many = Array.from({ length: 700 }, () => 2 * random() - 1);
    const results: GradientCheck[] = [];
    for (const claim of [gradient, wrong]) {
      const sync = checkGradient({ loss, gradient: claim }, { params: many });
      expect(await checkGradientAsync(later({ loss, gradient: claim }), { params: many })).toEqual(sync);
      results.push(sync);
    }
    expect(results.map(({ verdict }) => verdict)).toEqual(['agrees', 'disagrees']);
    expect(results[1]!.blocks[0]!.worst.entry).toBe('params[2]');
  });
});
