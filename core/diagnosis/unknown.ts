import type { Diagnosis } from '../results.ts';
import type { BlockEvidence, JudgedEntry } from './evidence.ts';
import { shortFactor } from './short-factor.ts';
import { listOf } from './words.ts';

/** Says that no cause is known, and what the disagreement looks like: where, how large, with which sign. */
export function unknown({ block, rows, columns, entries }: BlockEvidence): Diagnosis | undefined {
  const wrong = entries.filter((entry) => entry.wrong);
  if (wrong.length === 0) return undefined;
  const of = entries.length === block.size ? `${block.size}` : `${entries.length} looked at`;
  const ratios = wrong.map(({ claimed, numeric }) => claimed / numeric).filter(Number.isFinite);
  const opposite = ratios.filter((ratio) => ratio < 0).length;
  const facts = [
    ...linesOf('row', wrong, rows, columns),
    ...linesOf('column', wrong, columns, rows),
    ...(ratios.length > 1
      ? [`ratios from ${shortFactor(Math.min(...ratios))} to ${shortFactor(Math.max(...ratios))}`]
      : ratios.map((ratio) => `ratio ${shortFactor(ratio)}`)),
    ...(opposite > 0 && wrong.length > 1 ? [`${opposite} of the wrong sign`] : []),
  ];
  return {
    kind: 'unknown',
    block: block.name,
    message: `d${block.name} is wrong in ${wrong.length} of ${of} entries, of unknown cause${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`,
    evidence: { wrong: wrong.length, entries: entries.length, opposite },
  };
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
