import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  denseNetwork,
  denseNetworkWithInputs,
  hingeClassifier,
  linear1d,
  type Model,
  plantedReluNetwork,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { flatten, flattenLike } from '../core/tree.ts';
import { toCode } from '../reports/to-code.ts';
import type { CaseArbitrary } from './case-arbitrary.ts';
import { fieldOf } from './case-fields.ts';
import { classifierCases } from './classifier-cases.ts';
import { denseCases } from './dense-cases.ts';
import { denseCasesWithInputs } from './dense-cases-with-inputs.ts';
import { linear1dCases } from './linear1d-cases.ts';
import { reluNetworkCases } from './relu-network-cases.ts';
import { complexity } from './short-numbers.ts';
import { sigmoidNetworkCases } from './sigmoid-network-cases.ts';

interface Kind {
  readonly name: string;
  readonly model: Model<never, never>;
  readonly cases: CaseArbitrary<Case>;
}
function kind<P, D>(model: Model<P, D>, cases: CaseArbitrary<Case<P, D>>): Kind {
  return { name: model.name, model, cases } as unknown as Kind;
}

const KINDS: readonly Kind[] = [
  kind(linear1d, linear1dCases()),
  kind(softmaxClassifier, classifierCases()),
  kind(hingeClassifier, classifierCases()),
  kind(sigmoidNetwork, sigmoidNetworkCases()),
  kind(reluNetwork, reluNetworkCases()),
  kind(plantedReluNetwork, reluNetworkCases()),
  kind(denseNetwork, denseCases()),
  kind(denseNetworkWithInputs, denseCasesWithInputs()),
];

/** The options from the simplest on, as the documentation of the generators lists them. */
const SIMPLEST_FIRST: readonly (readonly unknown[])[] = [
  ['identity', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'softplus'],
  ['softmax-cross-entropy', 'hinge', 'squared-hinge'],
  ['squared-error', 'binary-cross-entropy'],
  ['weights', 'all'],
];

const sample = ({ cases }: Kind, seed: number, numRuns: number): Case[] => fc.sample(cases, { seed, numRuns });
const children = (cases: CaseArbitrary<Case>, point: Case): Case[] => Array.from(cases.shrink(point), (v) => v.value);

/** Why a case is none for the model, or undefined: its loss, its gradient, sizes and labels are looked at. */
function flaw({ model, cases }: Kind, point: Case): string | undefined {
  const params = point.params as never;
  const data = point.data as never;
  try {
    if (!Number.isFinite(model.loss(params, data))) return 'the loss is not finite';
    const gradient = flattenLike(flatten(params).layout, model.gradient(params, data));
    if (!gradient.every(Number.isFinite)) return 'the gradient is not finite';
  } catch (error) {
    return String(error);
  }
  return tear(cases, point);
}

/** Where a tensor or a list of labels does not have the sizes that its named dimensions have elsewhere. */
function tear(cases: CaseArbitrary<Case>, point: Case): string | undefined {
  const { fields, sizes } = cases.schema(point);
  for (const [path, field] of fields) {
    const value = fieldOf(point, path);
    if (field.kind === 'tensor' || field.kind === 'targets') {
      const shape = field.axes.map(({ dim, extra }) => (dim === 'one' ? 1 : sizes.get(dim)! + extra));
      const size = shape.reduce((product, extent) => product * extent, 1);
      const { shape: came, data } = value as Tensor;
      if (String(came) !== String(shape) || data.length !== size) return `${path} is [${came}], expected [${shape}]`;
    } else if (field.kind === 'labels') {
      const labels = value as readonly number[];
      const last = sizes.get(field.classes)! - 1 + field.first;
      const inRange = labels.every((label) => Number.isInteger(label) && label >= field.first && label <= last);
      if (labels.length !== sizes.get(field.examples) || !inRange) return `${path} is [${labels}]`;
    }
  }
  return undefined;
}

const flaws = (kind: Kind, points: readonly Case[]): string[] => points.flatMap((point) => flaw(kind, point) ?? []);

/** How large a case is: blocks, numbers, options, labels, and how long its numbers are to read, in this order. */
function measure(point: Case): number[] {
  const size = { blocks: 0, numbers: 0, options: 0, labels: 0, complexity: 0 };
  const read = (value: unknown, inParams: boolean): void => {
    if (typeof value === 'number') size.complexity += complexity(value);
    else if (typeof value === 'string') {
      size.options += SIMPLEST_FIRST.map((options) => options.indexOf(value)).find((index) => index >= 0) ?? Number.NaN;
    } else if (Array.isArray(value)) {
      size.numbers += value.length;
      for (const label of value) size.labels += label;
    } else if (isTensor(value)) {
      if (inParams) size.blocks++;
      size.numbers += value.data.length;
      for (const x of value.data) size.complexity += complexity(x);
    } else for (const item of Object.values(value as object)) read(item, inParams);
  };
  read(point.params, true);
  read(point.data, false);
  return Object.values(size);
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'shape' in value && 'data' in value;
}

function isSmaller(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first]! < b[first]!;
}

/** One unit a layer, one example, the first label, the simplest options, and 0 for every number but targets. */
function expectLeast(cases: CaseArbitrary<Case>, point: Case): void {
  const { fields, sizes } = cases.schema(point);
  for (const [dim, size] of sizes) expect(size, dim).toBe(1);
  for (const [path, field] of fields) {
    const value = fieldOf(point, path);
    if (field.kind === 'tensor') expect(new Set((value as Tensor).data), path).toEqual(new Set([0]));
    else if (field.kind === 'labels') expect(value, path).toEqual([field.first]);
    else if (field.kind === 'number') expect(value, path).toBe(0);
    else if (field.kind === 'choice') expect(value, path).toBe(field.options[0]);
  }
}

/** Fails for every case, and gives up where shrinking does not end. */
function alwaysFailing(): (_: Case) => boolean {
  let runs = 0;
  return () => ++runs > 5000;
}

/** Numbers in [0, 1) for the choices of a test, the same at every run. */
function choices(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each(KINDS)('cases for $name', (kind) => {
  const { cases } = kind;

  test('every drawn case is valid: finite loss, finite gradient of the shapes of its params, sizes shared', () => {
    expect(flaws(kind, sample(kind, 1, 300))).toEqual([]);
  });

  test('every shrink candidate is valid and strictly smaller, so that shrinking ends', () => {
    for (const point of sample(kind, 2, 10)) {
      const before = structuredClone(point);
      const size = measure(point);
      const smaller = children(cases, point);
      expect(flaws(kind, smaller)).toEqual([]);
      expect(smaller.map(measure).filter((less) => !isSmaller(less, size))).toEqual([]);
      expect(point, 'shrinking changes nothing in the case it is given').toEqual(before);
    }
  });

  test('random descents stay valid, get smaller at every step and end at one unit a layer, one example, zeros', () => {
    for (const [nth, start] of sample(kind, 3, 4).entries()) {
      const random = choices(nth + 1);
      const visited = [start];
      for (let next = children(cases, start); next.length > 0; ) {
        visited.push(next[Math.floor(random() * next.length)]!);
        expect(visited.length).toBeLessThan(1000);
        next = children(cases, visited.at(-1)!);
      }
      expect(flaws(kind, visited)).toEqual([]);
      const sizes = visited.map(measure);
      expect(sizes.slice(1).filter((size, step) => !isSmaller(size, sizes[step]!))).toEqual([]);
      expectLeast(cases, visited.at(-1)!);
    }
  });

  test('a property that always fails is shrunk within 25 steps', () => {
    for (let seed = 0; seed < 5; seed++) {
      const { counterexample, numShrinks } = fc.check(fc.property(cases, alwaysFailing()), { seed });
      expect(numShrinks).toBeLessThanOrEqual(25);
      expectLeast(cases, counterexample![0]);
    }
  });

  test('a case that was rebuilt shrinks as the drawn one did: nothing but its value is needed', () => {
    for (const point of sample(kind, 4, 5)) {
      const rebuilt: unknown[] = [
        structuredClone(point),
        JSON.parse(
          JSON.stringify(point, (_, x) => (x instanceof Float64Array ? { float64: [...x] } : x)),
          (_, x) => (x?.float64 ? Float64Array.from(x.float64) : x),
        ),
        new Function(`return (${toCode(point)})`)(),
      ];
      for (const value of rebuilt) {
        expect(cases.canShrinkWithoutContext(value)).toBe(true);
        expect(children(cases, value as Case).slice(0, 40)).toEqual(children(cases, point).slice(0, 40));
      }
    }
  });

  test('a case given as an example is shrunk too', () => {
    const point = sample(kind, 5, 1)[0]!;
    const { counterexample, numShrinks } = fc.check(fc.property(cases, alwaysFailing()), {
      examples: [[structuredClone(point)]],
      seed: 1,
    });
    expect(numShrinks).toBeGreaterThan(0);
    expect(isSmaller(measure(counterexample![0]!), measure(point))).toBe(true);
  });
});

const NETWORKS = KINDS.filter(({ name }) => name !== 'linear1d');

test.each(NETWORKS)('what is no case for $name is not taken for one', ({ cases }) => {
  for (const value of [null, undefined, 3, 'x', {}, [], { params: {} }, { params: 1, data: {} }, { data: {} }]) {
    expect(cases.canShrinkWithoutContext(value)).toBe(false);
  }
});

test.each(NETWORKS)('sizes of cases for $name run from 1 to 6 and coincide now and then', (kind) => {
  const sizes = sample(kind, 6, 300).map((point) => kind.cases.schema(point).sizes);
  for (const dim of ['n', 'k', 'm']) {
    expect(new Set(sizes.map((size) => size.get(dim)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  }
  expect(sizes.some((size) => size.get('n') === size.get('k') && size.get('k') === size.get('m'))).toBe(true);
  expect(sizes.some((size) => size.get('m') === 1 && size.get('n')! > 1)).toBe(true);
});

test('limits are kept by what is drawn and by what it shrinks to', () => {
  const limited = [
    kind(softmaxClassifier, classifierCases({ width: 2, batch: 3 })),
    kind(sigmoidNetwork, sigmoidNetworkCases({ width: 2, batch: 3 })),
    kind(reluNetwork, reluNetworkCases({ depth: 2, width: 2, batch: 3 })),
    kind(denseNetwork, denseCases({ depth: 2, width: 2, batch: 3 })),
    kind(denseNetworkWithInputs, denseCasesWithInputs({ depth: 2, width: 2, batch: 3 })),
  ];
  for (const kind of limited) {
    const drawn = sample(kind, 7, 60);
    for (const point of drawn.slice(0, 5)) drawn.push(...children(kind.cases, point));
    const most = { n: 0, h1: 0, k: 0, m: 0, layers: 0 };
    for (const point of drawn) {
      const { sizes, fields } = kind.cases.schema(point);
      for (const dim of ['n', 'h1', 'k', 'm'] as const) most[dim] = Math.max(most[dim], sizes.get(dim) ?? 0);
      const layers = [...fields.keys()].filter((path) => /^params\.W\d/.test(path)).length;
      most.layers = Math.max(most.layers, layers);
    }
    const layered = kind.model !== limited[0]!.model && kind.model !== limited[1]!.model;
    expect(most, kind.name).toEqual({
      n: 2,
      h1: layered ? 2 : 0,
      k: 2,
      m: 3,
      layers: layered ? 2 : 0,
    });
  }
});

describe('dense cases', () => {
  const options = {
    activations: ['sigmoid', 'relu'],
    losses: ['squared-hinge', 'softmax-cross-entropy', 'binary-cross-entropy'],
    schemes: ['lattice'],
  } as const;

  test.each([
    ['denseCases', denseCases(options) as CaseArbitrary<Case>],
    ['denseCasesWithInputs', denseCasesWithInputs(options) as CaseArbitrary<Case>],
  ])('%s draws and shrinks to the options it was given, nothing else', (_, cases) => {
    const drawn = fc.sample(cases, { seed: 8, numRuns: 100 });
    for (const { params } of drawn) {
      for (const { data } of Object.values(params as Record<string, Tensor>)) {
        expect(data.every((x) => Number.isInteger(2 * x) && Math.abs(x) <= 2)).toBe(true);
      }
    }
    for (const point of drawn.slice(0, 10)) drawn.push(...children(cases, point));
    for (const [path, allowed] of [
      ['data.activation', options.activations],
      ['data.loss', options.losses],
    ] as const) {
      expect(new Set(drawn.map((point) => fieldOf(point, path)))).toEqual(new Set(allowed));
    }
  });

  test('without options every activation, loss, regulariser and depth from 1 to 4 is drawn', () => {
    const drawn = fc.sample(denseCases(), { seed: 9, numRuns: 300 });
    const seen = (of: (point: (typeof drawn)[number]) => unknown): Set<unknown> => new Set(drawn.map(of));
    expect(seen(({ data }) => data!.activation)).toEqual(new Set(SIMPLEST_FIRST[0]));
    expect(seen(({ data }) => data!.loss)).toEqual(new Set([...SIMPLEST_FIRST[1]!, ...SIMPLEST_FIRST[2]!]));
    expect(seen(({ data }) => data!.regularise)).toEqual(new Set(['weights', 'all']));
    expect(seen(({ data }) => data!.lambda)).toEqual(new Set([0, 0.1, 0.5, 1, 3]));
    expect(seen(({ params }) => Object.keys(params).length / 2)).toEqual(new Set([1, 2, 3, 4]));
  });

  test('a loss on labels shrinks among losses on labels, one on targets among those', () => {
    for (const point of fc.sample(denseCases(), { seed: 10, numRuns: 40 })) {
      const group = SIMPLEST_FIRST.find((options) => options.includes(point.data!.loss))!;
      const simpler = group.slice(0, group.indexOf(point.data!.loss) + 1);
      const losses = new Set(Array.from(denseCases().shrink(point), ({ value }) => value.data!.loss));
      expect(losses).toEqual(new Set(simpler));
    }
  });
});

test.each([
  ['classifierCases', 0, classifierCases() as unknown as CaseArbitrary<Case>],
  ['sigmoidNetworkCases', 1, sigmoidNetworkCases() as unknown as CaseArbitrary<Case>],
  ['denseCases', 0, denseCases({ losses: ['hinge'] }) as unknown as CaseArbitrary<Case>],
] as const)('%s draws every class as a label, counted from %i', (_, first, cases) => {
  for (const classes of [1, 3, 6]) {
    const labels = fc
      .sample(cases, { seed: 14, numRuns: 300 })
      .filter((point) => cases.schema(point).sizes.get('k') === classes)
      .flatMap((point) => fieldOf(point, 'data.y') as readonly number[]);
    expect(new Set(labels)).toEqual(new Set(Array.from({ length: classes }, (_, k) => k + first)));
  }
});

test('targets are 0 or 1, both now and then', () => {
  const drawn = fc.sample(reluNetworkCases(), { seed: 11, numRuns: 100 });
  expect(new Set(drawn.flatMap(({ data }) => [...(data!.Y as Tensor).data]))).toEqual(new Set([0, 1]));
});

test('a block of more than 200 numbers is shrunk as a whole, not entry by entry', () => {
  const cases = classifierCases({ width: 60, batch: 2 });
  const point = fc
    .sample(cases, { seed: 12, numRuns: 200 })
    .find(({ params: { W }, data }) => W.data.length > 2000 && data!.X.data.length < 200)!;
  const candidates = Array.from(cases.shrink(point), ({ value }) => value);
  expect(candidates.length).toBeLessThan(1000);
  const changed = candidates.filter(({ params: { W } }) => W.data.length === point.params.W.data.length);
  const numbers = changed.map(({ params: { W } }) => W.data.filter((x, i) => x !== point.params.W.data[i]).length);
  expect(numbers.filter((count) => count > 0 && count < 100)).toEqual([]);
  expect(numbers.some((count) => count > 2000)).toBe(true);
});

test('a relu network with a list of targets shrinks without tearing it', () => {
  const cases = reluNetworkCases();
  const [drawn] = fc
    .sample(cases, { seed: 13, numRuns: 200 })
    .filter(({ data }) => (data!.Y as Tensor).shape[0] === 1 && data!.X.shape[1]! > 1 && data!.X.shape[1]! < 4);
  const point = { params: drawn!.params, data: { X: drawn!.data!.X, Y: [...(drawn!.data!.Y as Tensor).data] } };
  for (const { value } of cases.shrink(point)) {
    if (value.data!.X.shape[1] !== point.data.X.shape[1]) continue;
    expect(Number.isFinite(reluNetwork.loss(value.params, value.data!))).toBe(true);
  }
});
