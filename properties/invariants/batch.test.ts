import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  denseNetwork,
  hingeClassifier,
  type Model,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from '../../core/models/index.ts';
import type { Case, LossProblem } from '../../core/problem.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import type { CaseArbitrary } from '../../generators/case-arbitrary.ts';
import { classifierCases } from '../../generators/classifier-cases.ts';
import { denseCases } from '../../generators/dense-cases.ts';
import { keepIndices } from '../../generators/keep-indices.ts';
import { reluNetworkCases } from '../../generators/relu-network-cases.ts';
import { sigmoidNetworkCases } from '../../generators/sigmoid-network-cases.ts';
import { batchDuplicated } from './batch-duplicated.ts';
import { batchPermuted } from './batch-permuted.ts';

type Params = Readonly<Record<string, Tensor>>;
interface System {
  readonly name: string;
  readonly model: Model<Params, unknown>;
  readonly cases: CaseArbitrary<Case<Params, unknown>>;
}
function system<P, D>(model: Model<P, D>, cases: CaseArbitrary<Case<P, D>>): System {
  return { name: model.name, model, cases } as unknown as System;
}

const SYSTEMS: readonly System[] = [
  system(softmaxClassifier, classifierCases()),
  system(hingeClassifier, classifierCases()),
  system(sigmoidNetwork, sigmoidNetworkCases()),
  system(reluNetwork, reluNetworkCases()),
  system(denseNetwork, denseCases()),
];

const RUN = { numRuns: 100, seed: 7 };

/** Why a property fails and on which minimal case, or undefined. */
function failure<P, D>(property: fc.IPropertyWithHooks<[Case<P, D>]>): { why: string; point: Case<P, D> } | undefined {
  const { failed, counterexample, errorInstance } = fc.check(property, RUN);
  return failed ? { why: (errorInstance as Error).message, point: counterexample![0] } : undefined;
}

const batchOf = ({ cases }: System, point: Case<Params, unknown>): number => cases.schema(point).sizes.get('m')!;

const timesAll = (gradient: unknown, factor: number): Params =>
  Object.fromEntries(
    Object.entries(gradient as Params).map(([name, { shape, data }]) => [
      name,
      tensor(
        shape,
        data.map((x) => factor * x),
      ),
    ]),
  );

/** The case with some examples only. */
const only = ({ cases }: System, point: Case<Params, unknown>, examples: readonly number[]): Case<Params, unknown> =>
  keepIndices(point, cases.schema(point), new Map([['m', examples]])) as Case<Params, unknown>;

/** The problem as it is for a case that is changed first. */
const changed = (
  { name, model }: System,
  change: (point: Case<Params, unknown>) => Case<Params, unknown>,
): LossProblem<Params, unknown> => ({
  name,
  loss: (params, data) => model.loss(params, change({ params, data }).data),
  gradient: (params, data) => model.gradient(params, change({ params, data }).data),
});

describe.each(SYSTEMS)('$name', (at) => {
  const { model, cases } = at;
  const range = (m: number): number[] => Array.from({ length: m }, (_, i) => i);

  test('examples in another order change nothing', () => {
    expect(failure(batchPermuted(model, cases))).toBeUndefined();
  });

  test('every example twice changes nothing', () => {
    expect(failure(batchDuplicated(model, cases))).toBeUndefined();
  });

  test('a sum in place of the mean is found by duplicates: the loss doubles', () => {
    const summed: LossProblem<Params, unknown> = {
      loss: (params, data) => batchOf(at, { params, data }) * model.loss(params, data),
      gradient: (params, data) => timesAll(model.gradient(params, data), batchOf(at, { params, data })),
    };
    const { why, point } = failure(batchDuplicated(summed, cases))!;
    expect(why).toMatch(/^the loss should not change, but went from /);
    expect(batchOf(at, point)).toBe(1);
  });

  test('a gradient that is summed where the loss is a mean is found by duplicates, in an entry', () => {
    const summed: LossProblem<Params, unknown> = {
      loss: model.loss,
      gradient: (params, data) => timesAll(model.gradient(params, data), batchOf(at, { params, data })),
    };
    expect(failure(batchDuplicated(summed, cases))!.why).toMatch(/^the gradient of \w+\[\d.*\] should not change/);
    expect(failure(batchPermuted(summed, cases))).toBeUndefined();
  });

  test('a last example that is dropped is found in both ways', () => {
    const dropped = changed(at, (point) => only(at, point, range(Math.max(1, batchOf(at, point) - 1))));
    expect(failure(batchPermuted(dropped, cases))!.why).toContain('should not change');
    expect(failure(batchDuplicated(dropped, cases))!.why).toContain('should not change');
  });

  test('an example that counts by its place is found by another order alone', () => {
    const weighted = changed(at, (point) => {
      const m = batchOf(at, point);
      return only(at, point, m < 2 ? [0] : [0, ...range(m)]);
    });
    expect(batchOf(at, failure(batchPermuted(weighted, cases))!.point)).toBe(2);
  });

  test('a gradient that is not a number is a failure', () => {
    const broken = { loss: model.loss, gradient: (params: Params) => timesAll(params, Number.NaN) };
    expect(failure(batchPermuted(broken, cases))!.why).toContain('NaN');
  });
});

test('labels that are off by one row are found by another order', () => {
  const at = SYSTEMS[0]!;
  const shifted: LossProblem<Params, unknown> = {
    loss: at.model.loss,
    gradient: (params, data) => {
      const { y } = data as { y: readonly number[] };
      return at.model.gradient(params, { ...(data as object), y: y.map((_, i) => y[Math.max(0, i - 1)]!) });
    },
  };
  expect(failure(batchPermuted(shifted, at.cases))!.why).toMatch(/^the gradient of W\[\d,\d\] should not change/);
});

test('cases of one example are passed over by batchPermuted: there is no other order', () => {
  const { failed, numRuns, numSkips } = fc.check(batchPermuted(softmaxClassifier, classifierCases({ batch: 1 })), {
    numRuns: 5,
    maxSkipsPerRun: 3,
    seed: 1,
  });
  expect({ failed, numRuns }).toEqual({ failed: true, numRuns: 0 });
  expect(numSkips).toBeGreaterThan(5);
});

test('batchDuplicated switches the regulariser off, which is no mean over examples in every system', () => {
  const seen = new Set<number>();
  const watching: LossProblem<Params, unknown> = {
    loss: (params, data) => {
      seen.add((data as { lambda: number }).lambda);
      return SYSTEMS[2]!.model.loss(params, data);
    },
    gradient: SYSTEMS[2]!.model.gradient,
  };
  fc.assert(batchDuplicated(watching, SYSTEMS[2]!.cases), RUN);
  expect(seen).toEqual(new Set([0]));
});
