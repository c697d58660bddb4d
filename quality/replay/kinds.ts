import fc from 'fast-check';
import {
  type ClassifierData,
  type ClassifierParams,
  type DenseData,
  type DenseParams,
  denseNetwork,
  plantedReluNetwork,
  softmaxClassifier,
} from '../../core/models/index.ts';
import type { Case, Problem } from '../../core/problem.ts';
import type { Tensor } from '../../core/tensor.ts';
import { classifierCases, denseCases, reluNetworkCases } from '../../generators/index.ts';

/** A problem with a fault, an arbitrary that finds it, and the same arbitrary after somebody changed its bounds. */
export interface Kind {
  readonly name: string;
  readonly problem: Problem;
  readonly cases: fc.Arbitrary<Case>;
  readonly changed: fc.Arbitrary<Case>;
}

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, 1e-308, 0.1 + 0.2];
const reals = fc.double({ min: -4, max: 4, noNaN: true }).filter((x) => Math.abs(x) > 1e-3);
const short = fc.integer({ min: 1, max: 9 }).map((n) => n / 8);

/** The loss is a sum of squares: its gradient is claimed to be three times the parameter. */
function tripled<P extends ArrayLike<number>>(
  name: string,
  make: (values: number[]) => P,
  data: fc.Arbitrary<unknown>,
): Kind {
  const cases = (values: fc.Arbitrary<number>): fc.Arbitrary<Case<P>> =>
    fc
      .tuple(fc.array(values, { minLength: 1, maxLength: 4 }), data)
      .map(([numbers, more]) => ({ params: make(numbers), data: more }));
  return kind(
    name,
    {
      name,
      loss: (w: P) => Array.from(w).reduce((sum, x) => sum + x * x, 0),
      gradient: (w: P) => make(Array.from(w, (x) => 3 * x)),
    },
    cases(reals),
    cases(short),
  );
}

function scaled({ shape, data }: Tensor, factor: number): Tensor {
  return { shape, data: data.map((x) => factor * x) };
}

/** Tells a problem and its arbitraries of their types, which a list cannot keep. */
function kind<P, D>(
  name: string,
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  changed: fc.Arbitrary<Case<P, D>>,
): Kind {
  return { name, problem: problem as Problem, cases, changed } as Kind;
}

const anySpecial = fc.array(fc.constantFrom(...SPECIAL), { minLength: 1, maxLength: 7 });
const nothing = fc.constant(undefined);

export const KINDS: readonly Kind[] = [
  tripled('plain numbers of any digits', (values) => values, nothing),
  tripled('Float64Array', (values) => Float64Array.from(values), nothing),
  tripled('Float32Array', (values) => Float32Array.from(values), nothing),
  tripled('-0 among the parameters', (values) => [-0, ...values], nothing),
  tripled('NaN, infinities, -0 and denormals as data', (values) => values, anySpecial),
  tripled(
    'the same in typed arrays',
    (values) => values,
    anySpecial.map((values) => [Float64Array.from(values), Float32Array.from(values)]),
  ),
  tripled(
    'undefined, BigInt, integers, Map and Set as data',
    (values) => values,
    fc.tuple(fc.int32Array(), fc.bigInt(), fc.string()).map(([labels, big, text]) => ({
      labels,
      big,
      none: undefined,
      $: text,
      map: new Map([[text, -0]]),
      set: new Set([text, Number.NaN]),
    })),
  ),
  kind(
    'a gradient that is not finite',
    { name: 'root', loss: (w: number) => Math.abs(w) ** 1.5, gradient: (w: number) => (1.5 * w) / Math.sqrt(w) },
    reals.map((params) => ({ params })),
    short.map((params) => ({ params })),
  ),
  kind(
    'a loss that throws',
    {
      name: 'thrower',
      loss: (w: number) => {
        if (w < 0) throw new Error('negative');
        return w * w;
      },
      gradient: (w: number) => 2 * w,
    },
    reals.map((params) => ({ params })),
    short.map((params) => ({ params })),
  ),
  kind('planted relu network', plantedReluNetwork, reluNetworkCases(), reluNetworkCases({ width: 2, batch: 1 })),
  kind(
    'softmax classifier, half as much again',
    {
      name: 'softmax',
      loss: softmaxClassifier.loss,
      gradient: (params: ClassifierParams, data: ClassifierData) => ({
        W: scaled(softmaxClassifier.gradient(params, data).W, 1.5),
      }),
    },
    classifierCases(),
    classifierCases({ width: 2, batch: 1 }),
  ),
  kind(
    'dense network, first layer of other sign',
    {
      name: 'dense',
      loss: denseNetwork.loss,
      gradient: (params: DenseParams, data: DenseData) => {
        const right = denseNetwork.gradient(params, data);
        return { ...right, W1: scaled(right.W1!, -1) };
      },
    },
    denseCases({ schemes: ['lattice', 'uniform'] }),
    denseCases({ schemes: ['debug'], width: 2, batch: 1 }),
  ),
];
