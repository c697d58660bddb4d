import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import {
  denseNetwork,
  denseNetworkWithInputs,
  hingeClassifier,
  linear1d,
  plantedReluNetwork,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from '../core/models/index.ts';
import type { Case, LossProblem } from '../core/problem.ts';
import { type Sweep, sweepingOf, withSweeping } from '../core/sweep.ts';
import { flatten, unflatten } from '../core/tree.ts';
import {
  classifierCases,
  denseCases,
  denseCasesWithInputs,
  linear1dCases,
  reluNetworkCases,
  sigmoidNetworkCases,
} from '../generators/index.ts';

interface Subject {
  readonly name: string;
  readonly problem: LossProblem<unknown, unknown>;
  readonly cases: readonly Case[];
}

function subject<P, D>(problem: LossProblem<P, D>, cases: fc.Arbitrary<Case<P, D>>): Subject {
  return {
    name: problem.name!,
    problem: problem as unknown as LossProblem<unknown, unknown>,
    cases: fc.sample(cases, { numRuns: 40, seed: 21 }),
  };
}

const limits = { depth: 4, width: 5, batch: 4 };
const subjects = [
  subject(denseNetwork, denseCases(limits)),
  subject(denseNetworkWithInputs, denseCasesWithInputs(limits)),
  subject(reluNetwork, reluNetworkCases()),
  subject(plantedReluNetwork, reluNetworkCases()),
  subject(sigmoidNetwork, sigmoidNetworkCases()),
  subject(softmaxClassifier, classifierCases()),
  subject(hingeClassifier, classifierCases()),
];

const STEPS = [0.5, -0.5, 2 ** -27, -(2 ** -9), 0, -1e3, 1e300, Number.POSITIVE_INFINITY, Number.NaN];

/** The sweep of a loss beside the loss itself, around a copy of the parameters. */
function bothWays({ loss }: Subject['problem'], { params, data }: Case) {
  const { flat, layout } = flatten(params);
  const sweep = sweepingOf(loss)!(unflatten(layout, flat), data);
  const plain = (index: number, value: number): number => {
    const moved = flat.slice();
    moved[index] = value;
    return loss(unflatten(layout, moved), data);
  };
  const entries = layout.blocks.flatMap(({ name, offset, size }) =>
    Array.from({ length: size }, (_, i) => ({ name, i, index: offset + i, x: flat[offset + i]! })),
  );
  return { sweep, plain, entries };
}

describe.for(subjects)('$name', ({ problem, cases }) => {
  test('every loss of the sweep is that of the network, bit for bit, in any order', () => {
    let compared = 0;
    for (const point of cases) {
      const { sweep, plain, entries } = bothWays(problem, point);
      const along = entries.map(({ name, i }) => sweep(name, i));
      for (const step of STEPS) {
        for (const [k, { index, x, name, i }] of entries.entries()) {
          const value = along[k]!(x + step);
          if (!Object.is(value, plain(index, x + step))) {
            expect.fail(`${name} ${i}: ${value} at ${x + step}, expected ${plain(index, x + step)}`);
          }
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  test('a check says the same without the sweep, losses spent included', () => {
    const slow = { ...problem, loss: (params: unknown, data: unknown) => problem.loss(params, data) };
    expect(sweepingOf(slow.loss)).toBeUndefined();
    for (const point of cases) {
      const options = { mode: 'full', seed: 4 } as const;
      expect(checkGradient(problem, point, options)).toEqual(checkGradient(slow, point, options));
    }
  });
});

test('a model without a sweep has none', () => {
  expect(sweepingOf(linear1d.loss)).toBeUndefined();
  expect(checkGradient(linear1d, fc.sample(linear1dCases(), { numRuns: 1, seed: 1 })[0]!).verdict).toBe('agrees');
});

describe('a sweep is not believed', () => {
  const params = { a: [1, -2, 3], b: [0.5] };
  type Params = typeof params;
  const cubes = ({ a, b }: Params): number => a.reduce((sum, x) => sum + x ** 3, 0) + b[0]! ** 3;
  const gradient = ({ a, b }: Params): unknown => ({ a: a.map((x) => 3 * x ** 2), b: b.map((x) => 3 * x ** 2) });
  /** Asked by a check with a sweep: its verdict, and how often the loss itself was called. */
  const asked = (sweeping: (at: Params) => Sweep) => {
    let calls = 0;
    const loss = withSweeping((at: Params) => {
      calls++;
      return cubes(at);
    }, sweeping);
    const { verdict, evaluations } = checkGradient({ loss, gradient }, { params }, { mode: 'full' });
    return { verdict, calls, losses: evaluations.loss };
  };
  const right =
    (at: Params): Sweep =>
    (block, index) =>
    (value) =>
      cubes({ ...at, [block]: at[block as 'a' | 'b'].map((x, i) => (i === index ? value : x)) });

  test('and does spare the loss where it is right', () => {
    const { verdict, calls, losses } = asked(right);
    expect(verdict).toBe('agrees');
    expect(calls).toBeLessThan(0.6 * losses);
  });

  test.for([
    ['is left over from another point', (at: Params) => right({ ...at, b: [0.25] })],
    [
      'is off by one bit in one block',
      (at: Params): Sweep =>
        (block, i) =>
        (x) =>
          right(at)(block, i)(x) * (block === 'b' ? 1 + 2 ** -52 : 1),
    ],
    ['is NaN', (): Sweep => () => () => Number.NaN],
    [
      'cannot be had',
      (): Sweep => {
        throw new Error('no sweep');
      },
    ],
    [
      'throws',
      (): Sweep => () => {
        throw new Error('no such block');
      },
    ],
  ] as const)('that %s', ([, sweeping]) => {
    const { verdict, calls, losses } = asked(sweeping);
    expect(verdict).toBe('agrees');
    expect(calls).toBeGreaterThanOrEqual(losses);
  });
});
