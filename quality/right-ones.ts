import type { PropertyReport } from '../core/results.ts';
import { checkProperty } from '../properties/check-property.ts';
import { formatCount } from '../reports/format-number.ts';
import { controls } from './bugs/controls.ts';
import { bugs } from './bugs/index.ts';
import { part, type Section } from './suite.ts';

const SEED = 66;
const VERDICTS = ['agrees', 'kink', 'unresolved', 'disagrees', 'invalid'] as const;

/** Right gradients that other checkers are known to fail, and those of the corpus of real bugs, over their own cases. */
export function rightOnes(share: number): Section {
  const groups = new Map<string, PropertyReport[]>();
  const add = (group: string, report: PropertyReport): void => {
    groups.set(group, [...(groups.get(group) ?? []), report]);
  };
  const options = { numRuns: part(200, share), seed: SEED, agreeing: 0 };
  for (const { kind, problem, cases } of controls) add(`controls: ${kind}`, checkProperty(problem, cases(), options));
  for (const { id, loss, right, cases } of bugs) {
    add('right gradients of the corpus of bugs', checkProperty({ name: id, loss, gradient: right }, cases(), options));
  }
  return {
    title: 'False alarms: controls',
    text: `Right gradients at kinks, in noise, of documented conventions, and those of 66 real bugs; ${options.numRuns} cases each, seed ${SEED}.`,
    head: ['group', 'problems', 'cases', ...VERDICTS],
    rows: [...groups].map(([group, reports]) => [
      group,
      String(reports.length),
      formatCount(reports.reduce((sum, { runs }) => sum + runs.done, 0)),
      ...VERDICTS.map((verdict) => formatCount(reports.reduce((sum, { runs }) => sum + runs[verdict], 0))),
    ]),
    misses: [...groups.values()]
      .flat()
      .filter(({ ok }) => !ok)
      .map(({ name, complaint }) => `${name}: ${complaint}`),
  };
}
