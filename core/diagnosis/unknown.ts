import type { Diagnosis } from '../results.ts';
import type { BlockEvidence, JudgedEntry, PointEvidence } from './evidence.ts';
import { separating } from './separating.ts';
import { shortFactor } from './short-factor.ts';
import { listOf } from './words.ts';

/** Says that no cause is known, and what the disagreement looks like: where, how large, with which sign. */
export function unknown(evidence: BlockEvidence, point: PointEvidence): Diagnosis | undefined {
  const { block, rows, columns, entries } = evidence;
  const wrong = entries.filter((entry) => entry.wrong);
  if (wrong.length === 0) return undefined;
  const of = entries.length === block.size ? `${block.size}` : `${entries.length} looked at`;
  const opposite = wrong.filter(({ claimed, numeric }) => claimed / numeric < 0).length;
  const met = separating(evidence, point);
  const facts = [
    ...(met ? [`exactly where ${met.says}`] : []),
    ...linesOf('row', wrong, rows, columns),
    ...linesOf('column', wrong, columns, rows),
    ...ratiosOf(wrong),
    ...(opposite > 0 && wrong.length > 1 ? [`${opposite} of the wrong sign`] : []),
  ];
  return {
    kind: 'unknown',
    block: block.name,
    message: `d${block.name} is wrong in ${wrong.length} of ${of} entries, of unknown cause${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`,
    evidence: { wrong: wrong.length, entries: entries.length, opposite },
  };
}

/** By how much entries are off. */
export function ratiosOf(wrong: readonly JudgedEntry[]): readonly string[] {
  const ratios = wrong.map(({ claimed, numeric }) => claimed / numeric).filter(Number.isFinite);
  if (ratios.length === 0) return [];
  const [least, most] = [shortFactor(Math.min(...ratios)), shortFactor(Math.max(...ratios))];
  if (ratios.length === 1) return [`ratio ${least}`];
  return [least === most ? `each ${least} times its central difference` : `ratios from ${least} to ${most}`];
}

/** Which rows or columns are wrong, where that says something. */
function linesOf(
  axis: 'row' | 'column',
  wrong: readonly JudgedEntry[],
  lines: number,
  length: number,
): readonly string[] {
  const guilty = [...new Set(wrong.map((entry) => entry[axis]))].sort((a, b) => a - b);
  if (lines === 1 || guilty.length === lines) return [];
  return [`in ${listOf(length === 1 ? 'place' : axis, guilty)}`];
}
