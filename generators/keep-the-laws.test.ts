import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { casesLike } from './cases-like.ts';
import { casesOf } from './cases-of.ts';
import { choice } from './choice.ts';
import { classifierCases } from './classifier-cases.ts';
import type { Container } from './containers.ts';
import { cotangent } from './cotangent.ts';
import { denseCases } from './dense-cases.ts';
import { denseCasesWithInputs } from './dense-cases-with-inputs.ts';
import { SCHEMES } from './draw-values.ts';
import { indices } from './indices.ts';
import { labels } from './labels.ts';
import { lambda } from './lambda.ts';
import { assertArbitraryLaws } from './laws/assert-arbitrary-laws.ts';
import type { LawOptions } from './laws/law-options.ts';
import { linear1dCases } from './linear1d-cases.ts';
import { logits } from './logits.ts';
import { matrix } from './matrix.ts';
import { params } from './params.ts';
import { REGIMES } from './regime.ts';
import { regimeOf } from './regime-of.ts';
import { reluNetworkCases } from './relu-network-cases.ts';
import { scalar } from './scalar.ts';
import { shapes } from './shapes.ts';
import { complexity } from './short-numbers.ts';
import { sigmoidNetworkCases } from './sigmoid-network-cases.ts';
import { size } from './size.ts';
import { tensor } from './tensor.ts';
import { vector } from './vector.ts';
import { weights } from './weights.ts';

/** All numbers in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const finite = (value: unknown): boolean => numbersIn(value).every(Number.isFinite);

interface Lawful {
  readonly name: string;
  readonly keepsTheLaws: () => void;
}
function lawful<T>(name: string, arbitrary: fc.Arbitrary<T>, options: LawOptions<T> = {}): Lawful {
  return { name, keepsTheLaws: () => assertArbitraryLaws(arbitrary, { isValid: finite, numRuns: 4, ...options }) };
}

const every =
  (allowed: (x: number) => boolean) =>
  ({ shape, data }: Tensor): boolean =>
    data.length === shape.reduce((product, extent) => product * extent, 1) && data.every(allowed);
/** Numbers, then what they take to read: what shrinking lowers. */
const reading = (value: unknown): readonly number[] => {
  const numbers = numbersIn(value);
  return [numbers.length, numbers.reduce((sum, x) => sum + complexity(x), 0)];
};

const mlp = (as: Container): fc.Arbitrary<Case> =>
  casesOf(
    {
      params: { W1: ['h', 'n'], b1: ['h'], W2: ['k', 'h+1'], scale: scalar('decimals', { least: 0.5 }) },
      data: {
        X: ['m', 'n'],
        y: labels('m', 'k'),
        n: size('n'),
        rows: size('h'),
        lambda: lambda(),
        mean: choice(true, false),
      },
    },
    { as, sizes: { n: [2, 4], k: 3 } },
  );

const FEW = { numRuns: 2 };

const ALL: readonly Lawful[] = [
  lawful('tensor', tensor([2, 'n', 3])),
  lawful('tensor []', tensor([]), { size: reading, isValid: every(Number.isFinite) }),
  ...REGIMES.map((regime) =>
    lawful(`matrix ${regime}`, matrix('h', 'n', regime), { size: ({ data }) => reading(data) }),
  ),
  ...SCHEMES.map((scheme) => lawful(`weights ${scheme}`, weights(scheme, 'h', 'n+1'))),
  lawful('matrix lattice', matrix(3, 'n', 'lattice'), { maxPrinted: 4 }),
  lawful('matrix decimals', matrix(3, 'n', 'decimals'), { maxPrinted: 6 }),
  lawful('vector in a domain', vector('n', undefined, { least: -0.5, most: 2 }), {
    isValid: every((x) => x >= -0.5 && x <= 2),
  }),
  lawful('scalar', scalar('normal', { least: 0.25 }), { isValid: (x) => x >= 0.25, size: complexity }),
  lawful('logits', logits('m', 'k')),
  lawful('cotangent', cotangent('m', 'k'), { isValid: every((x) => x !== 0), maxPrinted: 5 }),
  lawful('lambda', lambda(), { isValid: (x) => x >= 0, size: complexity, maxPrinted: 3 }),
  lawful('choice', choice('a', 'b', 'c'), { size: (option) => 'abc'.indexOf(option) }),
  lawful('size', size('n'), { isValid: (n) => n >= 1 && n <= 6 }),
  lawful('indices', indices('p', 'n'), {
    isValid: (rows) => rows.every((row) => Number.isInteger(row) && row >= 0 && row < 6),
  }),
  lawful('labels', labels('m', 3, { first: 1 }), { isValid: (y) => y.every((label) => [1, 2, 3].includes(label)) }),
  lawful('labels one-hot', labels('m', 'k', { kind: 'one-hot' }), { isValid: (y) => rowsSum(y) && every(isBinary)(y) }),
  lawful('labels soft', labels('m', 'k', { kind: 'soft' }), {
    isValid: (y) => rowsSum(y) && every((x) => x >= 0)(y),
    maxPrinted: 4,
  }),
  lawful('labels multi-label', labels('m', 'k', { kind: 'multi-label' }), { isValid: every(isBinary) }),
  lawful('params', params({ W: ['h', 'n'], inner: { b: ['h'] } }), {
    isValid: ({ W, inner }) => W.shape[0] === inner.b.shape[0],
    size: reading,
  }),
  ...(['tensor', 'nested', 'flat', 'float32'] as const).map((as) => lawful(`casesOf as ${as}`, mlp(as), FEW)),
  lawful('shapes', shapes(), {
    size: ({ inputs, hidden, classes, batch }) => [inputs, ...hidden, classes, batch].reduce((a, b) => a + b),
  }),
  lawful('linear1dCases', linear1dCases(), { size: reading }),
  lawful('classifierCases', classifierCases(), FEW),
  lawful('sigmoidNetworkCases', sigmoidNetworkCases(), FEW),
  lawful('reluNetworkCases', reluNetworkCases(), FEW),
  lawful('denseCases', denseCases(), FEW),
  lawful('denseCasesWithInputs', denseCasesWithInputs(), FEW),
  lawful(
    'casesLike',
    casesLike(
      {
        W: [
          [0.5, -1],
          [2, 0.25],
        ],
        b: Float64Array.of(1, -1),
      },
      {
        y: [0, 2, 1],
        p: [
          [0.5, 0.5],
          [0.2, 0.8],
        ],
      },
    ),
  ),
  lawful('casesLike float32', casesLike(Float32Array.of(1, -2.5))),
];

function isBinary(x: number): boolean {
  return x === 0 || x === 1;
}

function rowsSum({ shape: [rows = 0, columns = 0], data }: Tensor): boolean {
  return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns)).every(
    (row) => Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) < 1e-12,
  );
}

test.each(ALL)('$name keeps the laws of arbitraries', ({ keepsTheLaws }) => {
  expect(keepsTheLaws).not.toThrow();
});

test.each([
  ['linear1dCases', linear1dCases(), ['decimals', 'normal']],
  ['classifierCases', classifierCases(), ['debug', 'he', 'lattice', 'normal', 'orthogonal', 'uniform', 'xavier']],
  ['sigmoidNetworkCases', sigmoidNetworkCases({ schemes: ['he', 'huge'] }), ['he', 'huge']],
  ['reluNetworkCases', reluNetworkCases({ schemes: ['extreme'] }), ['extreme']],
  ['denseCases', denseCases({ schemes: ['orthogonal', 'ties'] }), ['orthogonal', 'ties']],
  ['denseCasesWithInputs', denseCasesWithInputs({ schemes: ['debug'] }), ['debug']],
  ['casesLike', casesLike([[1, -1]], { x: [0.5] }), [...REGIMES].sort()],
  ['casesOf', casesOf({ params: { a: ['n'], b: weights('xavier', 'n') } }, { regimes: ['huge', 'ties'] }), ['various']],
  [
    'casesOf in one regime',
    casesOf({ params: { a: ['n'], b: ['n'] } }, { regimes: ['huge', 'ties'] }),
    ['huge', 'ties', 'various'],
  ],
  ['casesOf, nested', casesOf({ params: ['n'] }, { regimes: ['mixed'], as: 'nested' }), ['mixed']],
] as const)('every case of %s has the regime in which it was drawn', (_, cases, regimes) => {
  const drawn: unknown[] = fc.sample(cases as fc.Arbitrary<unknown>, { seed: 1, numRuns: 300 });
  expect([...new Set(drawn.map(regimeOf))].sort()).toEqual(regimes);
  expect(Object.keys(drawn[0] as object).every((key) => key === 'params' || key === 'data')).toBe(true);
});
