import type { Diagnosis } from '../results.ts';
import type { BlockEvidence, PointEvidence } from './evidence.ts';
import { separating } from './separating.ts';
import { ratiosOf } from './unknown.ts';

/** Decimals against chance, from which on a condition is a cause and not a pattern only. */
const ENOUGH = 1.5;

/** The claim is wrong exactly where an input meets a condition, in so many entries that it is no chance. */
export function onlyWhere(evidence: BlockEvidence, point: PointEvidence): Diagnosis | undefined {
  const met = separating(evidence, point);
  if (met === undefined || met.told < ENOUGH) return undefined;
  const { block, entries } = evidence;
  const wrong = entries.filter((entry) => entry.wrong);
  return {
    kind: 'only-where',
    block: block.name,
    message: [
      `d${block.name} is wrong exactly where ${met.says} (${wrong.length} of ${entries.length} entries)`,
      ...ratiosOf(wrong),
    ].join(', '),
    evidence: { condition: met.says, wrong: wrong.length, entries: entries.length },
  };
}
