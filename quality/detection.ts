import type fc from 'fast-check';
import type { Case } from '../core/problem.ts';
import { casesLike } from '../generators/cases-like.ts';
import { checkProperty } from '../properties/check-property.ts';
import { formatCount } from '../reports/format-number.ts';
import { type Bug, bugs } from './bugs/index.ts';
import { part, type Section } from './suite.ts';

const SEED = 2026;
const RUNS = 200;

interface Way {
  readonly name: string;
  readonly cases: (bug: Bug) => fc.Arbitrary<Case>;
  /** How many of the bugs it must find. */
  readonly target: number;
}

const WAYS: readonly Way[] = [
  { name: 'casesLike(example)', cases: ({ example: { params, data } }) => casesLike(params, data), target: 52 },
  { name: 'cases that know the domain', cases: ({ cases }) => cases(), target: 65 },
];

/** Bugs that happened: how many are found from one example alone, and how many by cases that know the domain. */
export function detection(share: number): Section {
  const chosen = bugs.slice(0, part(bugs.length, share));
  const results = WAYS.map((way) => ({ ...way, ...campaigns(way, chosen) }));
  return {
    title: 'Detection of real bugs',
    text: `${chosen.length} gradient bugs that happened, ${RUNS} cases each, seed ${SEED}. The right gradients are judged on the same draws.`,
    head: ['cases from', 'bugs', 'found', 'target', 'false alarms', 'cases judged', 'not found'],
    rows: results.map(({ name, missed, alarms, target, judged }) => [
      name,
      String(chosen.length),
      String(chosen.length - missed.length),
      share === 1 ? String(target) : '',
      String(alarms.length),
      formatCount(judged),
      missed.join(', '),
    ]),
    misses: results.flatMap(({ name, missed, alarms, target }) => [
      ...(share === 1 && chosen.length - missed.length < target
        ? [`${name}: ${chosen.length - missed.length} of ${chosen.length} found, target ${target}`]
        : []),
      ...alarms.map((alarm) => `${name}: the right gradient of ${alarm}`),
    ]),
    aside: results
      .map(({ name, slowest }) => `slowest campaign, ${name}: ${slowest.toFixed(2)} s (target 2)`)
      .join('\n'),
  };
}

function campaigns(
  { cases }: Way,
  chosen: readonly Bug[],
): {
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
  readonly judged: number;
  readonly slowest: number;
} {
  const missed: string[] = [];
  const alarms: string[] = [];
  let [judged, slowest] = [0, 0];
  const options = { numRuns: RUNS, seed: SEED, agreeing: 0 };
  for (const bug of chosen) {
    const { id, loss, right, wrong } = bug;
    const start = performance.now();
    const found = checkProperty({ name: id, loss, gradient: wrong() }, cases(bug), options);
    slowest = Math.max(slowest, (performance.now() - start) / 1000);
    if (found.counterexample === undefined) missed.push(id);
    const { ok, complaint, runs } = checkProperty({ name: id, loss, gradient: right }, cases(bug), options);
    if (!ok) alarms.push(`${id}: ${complaint}`);
    judged += runs.done;
  }
  return { missed, alarms, judged, slowest };
}
