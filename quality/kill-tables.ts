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
import type { DetectionReport, DetectionRow } from '../core/results.ts';
import {
  classifierCases,
  denseCases,
  denseCasesWithInputs,
  linear1dCases,
  reluNetworkCases,
  sigmoidNetworkCases,
} from '../generators/index.ts';
import { checkDetection } from '../properties/check-detection.ts';
import { part, type Section } from './suite.ts';

const SEED = 20261121;
const RUNS = 40;

/** Faults planted in the right gradients of all built-in systems: does a campaign catch every one that makes a difference? */
export function killTables(share: number): Section {
  const numRuns = Math.max(10, part(RUNS, share));
  const plant = <P, D>(problem: Problem<P, D>, cases: fc.Arbitrary<Case<P, D>>): DetectionReport =>
    checkDetection(problem, cases, { seed: SEED, numRuns });
  // Each layer is a block more, with all its faults.
  const limits = share === 1 ? {} : { depth: 2 };
  const reports = [
    plant(linear1d, linear1dCases()),
    plant(softmaxClassifier, classifierCases()),
    plant(hingeClassifier, classifierCases()),
    plant(sigmoidNetwork, sigmoidNetworkCases()),
    plant(reluNetwork, reluNetworkCases(limits)),
    plant(denseNetwork, denseCases(limits)),
    plant(denseNetworkWithInputs, denseCasesWithInputs(limits)),
  ];
  return {
    title: 'Kill tables: faults planted in right gradients',
    text: `Every fault that fits the blocks and data of a built-in system, put through up to ${numRuns} of its cases until one catches it; seed ${SEED}. Equivalent faults never differ from the right gradient: a column that is flattened column by column, equal sizes that never come up. Named: what the check said first, at the first catch and without shrinking, is the fault. Latest: the run that caught the last of them.`,
    head: ['system', 'faults', 'equivalent', 'killed', 'survived', 'named', 'median run', 'latest run'],
    rows: reports.map(({ name, rows, named }) => {
      const killed = of(rows, 'killed');
      const caughtAt = killed.map((row) => row.caughtAt!).sort((a, b) => a - b);
      return [
        name,
        String(rows.length),
        String(of(rows, 'equivalent').length),
        String(killed.length),
        String(of(rows, 'survived').length),
        `${((100 * named) / killed.length).toFixed(0)}%`,
        String(caughtAt[Math.floor(caughtAt.length / 2)] ?? ''),
        String(caughtAt.at(-1) ?? ''),
      ];
    }),
    misses: reports.filter(({ ok }) => !ok).map(({ name, complaint }) => `${name}: ${complaint}`),
    aside: reports
      .flatMap(({ name, rows }) => of(rows, 'equivalent').map(({ fault, because }) => `${name}: ${fault}: ${because}`))
      .join('\n'),
  };
}

function of(rows: readonly DetectionRow[], outcome: DetectionRow['outcome']): readonly DetectionRow[] {
  return rows.filter((row) => row.outcome === outcome);
}
