import type { BlockCheck, BlockVerdict, EntryCheck } from '../results.ts';
import { type Block, entryName, type Layout } from '../tree.ts';
import type { Findings } from './findings.ts';

const SHOWN = 10;
/** From best to worst: a block is as bad as its worst entry. */
const ORDER: readonly BlockVerdict[] = ['agrees', 'kink', 'unresolved', 'disagrees'];

/** Turns the findings on entries into results on blocks. */
export function summarise(findings: Findings, layout: Layout): { blocks: BlockCheck[]; resolution: number } {
  const rms = rootMeanSquare(findings.numeric);
  const errors = relativeErrors(findings, rms);
  return {
    blocks: layout.blocks.filter(({ size }) => size > 0).map((block) => blockCheck(block, findings, errors, layout)),
    resolution: reached(findings, rms),
  };
}

/** The worse of two verdicts. */
export function worse(a: BlockVerdict, b: BlockVerdict): BlockVerdict {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

function blockCheck(block: Block, findings: Findings, errors: Float64Array, layout: Layout): BlockCheck {
  const { verdicts } = findings;
  const indices = Array.from({ length: block.size }, (_, i) => block.offset + i);
  const rank = (i: number): number => ORDER.indexOf(verdicts[i]!);
  indices.sort((a, b) => rank(b) - rank(a) || errors[b]! - errors[a]! || a - b);
  const entries = indices.slice(0, SHOWN).map((i) => entryCheck(i, errors[i]!, findings, layout));
  return {
    block: block.name,
    shape: block.shape,
    size: block.size,
    verdict: entries[0]!.verdict,
    wrong: indices.reduce((count, i) => count + (verdicts[i] === 'disagrees' ? 1 : 0), 0),
    worst: entries[0]!,
    entries,
  };
}

function entryCheck(i: number, error: number, findings: Findings, layout: Layout): EntryCheck {
  const analytic = findings.analytic[i]!;
  const numeric = findings.numeric[i]!;
  const left = findings.left[i]!;
  const right = findings.right[i]!;
  return {
    entry: entryName(layout, i),
    verdict: findings.verdicts[i]!,
    analytic,
    numeric,
    errorBound: findings.bound[i]!,
    error,
    ratio: analytic / numeric,
    ...(left === right || Number.isNaN(left) ? {} : { slopes: { left, right } }),
  };
}

/** |analytic - numeric| relative to the entry, or to the rms entry where that is larger. */
function relativeErrors({ analytic, numeric }: Findings, rms: number): Float64Array {
  return analytic.map((claim, i) => {
    const size = Math.max(Math.abs(claim), Math.abs(numeric[i]!), rms);
    return size === 0 ? 0 : Math.abs(claim - numeric[i]!) / size;
  });
}

/** An entry off by more than 11 bounds is at least 10 bounds from its central difference, so it is caught. */
function reached({ analytic, numeric, bound, verdicts }: Findings, rms: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < analytic.length; i++) {
    if (verdicts[i] !== 'agrees') continue;
    const size = Math.max(Math.abs(analytic[i]!), Math.abs(numeric[i]!), rms);
    most = Math.max(most, size === 0 ? 0 : (11 * bound[i]!) / size);
  }
  return most === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : most;
}

function rootMeanSquare(values: Float64Array): number {
  let squares = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      squares += value * value;
      count++;
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
