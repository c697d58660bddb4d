import { type Array as JaxArray, nn, numpy as np } from '@jax-js/jax';
import { beforeEach, describe, expect, it } from 'vitest';
import { casesOf } from '../../generators/cases-of.ts';
import { checkGradient, checkProperty, UsageError } from '../../index.ts';
import { jaxProblem } from './jax-problem.ts';

const CAN_RUN = 'Float16Array' in globalThis;

it('says what the platform lacks', ({ skip }) => {
  skip(CAN_RUN, 'nothing is lacking');
  expect(() => jaxProblem((x: JaxArray) => np.sin(x))).toThrow(UsageError);
});

describe('jaxProblem', () => {
  beforeEach(({ skip }) => skip(!CAN_RUN, 'jax-js needs Float16Array, of Node 24; `npm run pack:check` uses it there'));

  interface Layer {
    readonly W: JaxArray;
    readonly b: JaxArray;
  }
  const layer = ({ W, b }: Layer, { x }: { readonly x: JaxArray }): JaxArray => np.tanh(np.matmul(x, W).add(b));
  const cases = casesOf(
    { params: { W: ['n', 'k'], b: ['k'] }, data: { x: ['m', 'n'] } },
    { sizes: { n: [1, 3], k: [1, 3], m: [1, 3] }, regimes: ['lattice', 'decimals', 'normal', 'uniform'] },
  );

  it.each(['float64', 'float32'] as const)('a right gradient never disagrees, and most agree (%s)', (dtype) => {
    const { runs } = checkProperty(jaxProblem(layer, { dtype }), cases, { seed: 1, numRuns: 25 });
    expect(runs).toMatchObject({ done: 25, disagrees: 0, invalid: 0 });
    expect(runs.agrees).toBeGreaterThan(15);
  });

  it.each([2, -1, 0.9])('a gradient times %d is caught, and its block blamed', (factor) => {
    const right = jaxProblem(layer);
    const wrong = {
      forward: right.forward,
      vjp: (params: unknown, cotangent: unknown, data: unknown) => {
        const { W, b } = right.vjp(params, cotangent, data) as {
          W: { shape: number[]; data: Float64Array };
          b: object;
        };
        return { W: { shape: W.shape, data: W.data.map((g) => factor * g) }, b };
      },
    };
    const check = checkGradient(wrong, {
      params: { W: [[0.5, -1]], b: [0.25, 0] },
      data: { x: { shape: [2, 1], data: Float64Array.of(1, -2) } },
    });
    expect(check).toMatchObject({ verdict: 'disagrees', blame: ['W'] });
  });

  it('lists, trees of outputs and scalars', () => {
    const problem = jaxProblem((params: JaxArray[]) => ({
      sum: np.sum(params[0]!.ref),
      soft: nn.softmax(params[0]!.mul(params[1]!)),
    }));
    const check = checkGradient(problem, { params: [Float64Array.of(0.5, -1, 2), { shape: [], data: [3] }] });
    expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
  });

  it('a function that returns no array is told so', () => {
    const problem = jaxProblem((x: JaxArray) => {
      x.dispose();
      return 3 as unknown as JaxArray;
    });
    expect(checkGradient(problem, { params: [1] })).toMatchObject({ verdict: 'invalid', reason: 'threw' });
  });
});
