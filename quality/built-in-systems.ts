import type fc from 'fast-check';
import {
  denseNetwork,
  denseNetworkWithInputs,
  hingeClassifier,
  linear1d,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from '../core/models/index.ts';
import type { Case, Problem } from '../core/problem.ts';
import type { PropertyReport } from '../core/results.ts';
import {
  classifierCases,
  denseCases,
  denseCasesWithInputs,
  linear1dCases,
  reluNetworkCases,
  sigmoidNetworkCases,
} from '../generators/index.ts';
import { checkProperty } from '../properties/check-property.ts';
import { formatCount, formatError } from '../reports/format-number.ts';
import { part, type Section } from './suite.ts';

const SEED = 20261121;
const VERDICTS = ['agrees', 'kink', 'unresolved', 'disagrees', 'invalid'] as const;

/** Every built-in system with its right gradient over random cases: no failure is a false alarm too many. */
export function builtInSystems(share: number): Section {
  const campaign = <P, D>(problem: Problem<P, D>, cases: fc.Arbitrary<Case<P, D>>, runs: number): PropertyReport =>
    checkProperty(problem, cases, { numRuns: part(runs, share), seed: SEED });
  const reports = [
    campaign(linear1d, linear1dCases(), 500),
    campaign(softmaxClassifier, classifierCases(), 1500),
    campaign(hingeClassifier, classifierCases(), 1500),
    campaign(sigmoidNetwork, sigmoidNetworkCases(), 1500),
    campaign(reluNetwork, reluNetworkCases(), 1500),
    campaign(denseNetwork, denseCases(), 2000),
    campaign(denseNetworkWithInputs, denseCasesWithInputs(), 1500),
  ];
  return {
    title: 'False alarms: the built-in systems',
    text: `Right gradients over random cases of all generators, kinks included. Seed ${SEED}. A case that disagrees or is invalid is a false alarm.`,
    head: ['system', 'cases', ...VERDICTS, 'worst error', 'resolution'],
    rows: reports.map(({ name, runs, worst, resolution }) => [
      name,
      formatCount(runs.done),
      ...VERDICTS.map((verdict) => formatCount(runs[verdict])),
      formatError(worst?.error ?? Number.NaN),
      formatError(resolution),
    ]),
    misses: reports.filter(({ ok }) => !ok).map(({ name, complaint }) => `${name}: ${complaint}`),
  };
}
