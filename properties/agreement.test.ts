import type fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  denseNetwork,
  denseNetworkWithInputs,
  hingeClassifier,
  linear1d,
  type Model,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import { classifierCases } from '../generators/classifier-cases.ts';
import { denseCases } from '../generators/dense-cases.ts';
import { denseCasesWithInputs } from '../generators/dense-cases-with-inputs.ts';
import { linear1dCases } from '../generators/linear1d-cases.ts';
import { reluNetworkCases } from '../generators/relu-network-cases.ts';
import { sigmoidNetworkCases } from '../generators/sigmoid-network-cases.ts';
import { checkProperty } from './check-property.ts';

interface System {
  readonly name: string;
  readonly model: Model<unknown, unknown>;
  readonly cases: fc.Arbitrary<Case>;
  /** Of the cases, how many must agree. */
  readonly share: number;
}
function system<P, D>(model: Model<P, D>, cases: fc.Arbitrary<Case<P, D>>, what = '', share = 0.6): System {
  return { name: `${model.name}${what}`, model, cases, share } as unknown as System;
}

test.each([
  system(linear1d, linear1dCases()),
  system(softmaxClassifier, classifierCases()),
  system(hingeClassifier, classifierCases()),
  system(sigmoidNetwork, sigmoidNetworkCases()),
  system(reluNetwork, reluNetworkCases()),
  system(denseNetwork, denseCases()),
  system(
    denseNetwork,
    denseCases({ activations: ['relu'], losses: ['hinge'], schemes: ['lattice'] }),
    ' among kinks',
    0.35,
  ),
  system(denseNetworkWithInputs, denseCasesWithInputs()),
])('$name: no correct gradient is failed, and most cases agree', ({ model, cases, share }) => {
  let losses = 0;
  let gradients = 0;
  const counted = {
    name: model.name,
    loss: (params: unknown, data: unknown) => {
      losses++;
      return model.loss(params, data);
    },
    gradient: (params: unknown, data: unknown) => {
      gradients++;
      return model.gradient(params, data);
    },
  };
  const report = checkProperty(counted, cases, { numRuns: 60, seed: 2026, agreeing: 0 });
  expect(report.complaint).toBe('');
  expect(report.ok).toBe(true);
  expect(report.counterexample).toBeUndefined();
  const { asked, done, agrees, disagrees, kink, unresolved, invalid } = report.runs;
  expect({ asked, done, disagrees, invalid }).toEqual({ asked: 60, done: 60, disagrees: 0, invalid: 0 });
  expect(agrees + kink + unresolved).toBe(60);
  expect(agrees / done).toBeGreaterThanOrEqual(share);
  expect(report.resolution).toBeLessThan(1e-3);
  expect(report.worst!.error).toBeLessThan(1e-4);
  expect(report.evaluations).toEqual({ loss: losses, gradient: gradients });
});
