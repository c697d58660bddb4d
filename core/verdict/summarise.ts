import type { Settings } from '../options.ts';
import type { BlockCheck, BlockVerdict, EntryCheck } from '../results.ts';
import { type Block, entryName, type Layout } from '../tree.ts';
import type { EntryFinding, Findings, ScreenFinding } from './findings.ts';
import { CANCELLATION } from './judge-entry.ts';

const SHOWN = 10;
/** The largest block of which all entries are kept: a map of it fits on a screen. */
const MAPPED = 480;
/** From best to worst: a block is as bad as its worst entry. */
const ORDER: readonly BlockVerdict[] = ['agrees', 'kink', 'unresolved', 'disagrees'];

/** Turns the findings on entries into results on blocks. */
export function summarise(
  findings: Findings,
  layout: Layout,
  { rtol, atol }: Pick<Settings, 'rtol' | 'atol'>,
): { blocks: BlockCheck[]; resolution: number } {
  const rms = rootMeanSquare(findings);
  const blocks = layout.blocks.filter(({ size }) => size > 0).map((block) => blockCheck(block, findings, rms, layout));
  return { blocks, resolution: findings.screen?.resolution ?? reached(findings.entries, rms, rtol, atol) };
}

/** The worse of two verdicts. */
export function worse(a: BlockVerdict, b: BlockVerdict): BlockVerdict {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

function blockCheck(block: Block, { entries, screen }: Findings, rms: number, layout: Layout): BlockCheck {
  const own = entries
    .filter(({ index }) => index >= block.offset && index < block.offset + block.size)
    .map((finding) => ({ finding, error: relativeError(finding, rms) }));
  own.sort(
    (a, b) =>
      ORDER.indexOf(b.finding.verdict) - ORDER.indexOf(a.finding.verdict) ||
      b.error - a.error ||
      a.finding.index - b.finding.index,
  );
  const shown = own.slice(0, SHOWN).map(({ finding, error }) => entryCheck(finding, error, layout));
  if (screen !== undefined && shown.length < block.size) shown.push(screenCheck(screen, block, rms));
  shown.sort((a, b) => ORDER.indexOf(b.verdict) - ORDER.indexOf(a.verdict));
  return {
    block: block.name,
    shape: block.shape,
    size: block.size,
    verdict: shown[0]!.verdict,
    wrong: own.filter(({ finding }) => finding.verdict === 'disagrees').length,
    worst: shown[0]!,
    entries: shown,
    ...(shown[0]!.verdict === 'disagrees' && own.length === block.size && block.size <= MAPPED
      ? { all: inOrder(own).map(({ finding, error }) => entryCheck(finding, error, layout)) }
      : {}),
  };
}

function inOrder<T extends { readonly finding: EntryFinding }>(own: readonly T[]): readonly T[] {
  return [...own].sort((a, b) => a.finding.index - b.finding.index);
}

function entryCheck(finding: EntryFinding, error: number, layout: Layout): EntryCheck {
  const { index, analytic, numeric, bound, left, right, verdict } = finding;
  return {
    entry: entryName(layout, index),
    verdict,
    analytic,
    numeric,
    errorBound: bound,
    error,
    ratio: analytic / numeric,
    ...(left === right || Number.isNaN(left) ? {} : { slopes: { left, right } }),
  };
}

/** The entries of a block that only random directions have seen, as one line. */
function screenCheck(
  { verdict, analytic, numeric, bound, blocks }: ScreenFinding,
  block: Block,
  rms: number,
): EntryCheck {
  return {
    entry: 'random directions',
    verdict: blocks.get(block.name) ?? (verdict === 'disagrees' ? 'agrees' : verdict),
    analytic,
    numeric,
    errorBound: bound,
    error: relativeError({ analytic, numeric }, rms),
    ratio: analytic / numeric,
  };
}

/** |analytic - numeric| relative to the entry, or to the rms entry where that is larger. */
function relativeError({ analytic, numeric }: Pick<EntryFinding, 'analytic' | 'numeric'>, rms: number): number {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric), rms);
  return size === 0 ? 0 : Math.abs(analytic - numeric) / size;
}

/** An entry off by more than 11 bounds is at least 10 bounds from its central difference, so it is caught. */
function reached(entries: readonly EntryFinding[], rms: number, rtol: number, atol: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const { analytic, numeric, bound, verdict } of entries) {
    if (verdict !== 'agrees') continue;
    const size = Math.max(Math.abs(analytic), Math.abs(numeric), rms);
    most = Math.max(most, size === 0 ? 0 : (11 * bound + atol) / size + rtol + CANCELLATION);
  }
  return most === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : most;
}

function rootMeanSquare({ entries, analytic, screen }: Findings): number {
  const values = screen === undefined ? entries.map(({ numeric }) => numeric) : analytic;
  // In units of the largest value, whose square may overflow.
  let most = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) most = Math.max(most, Math.abs(values[i]!));
  if (most === 0) return 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    squares += (value / most) ** 2;
    count++;
  }
  return most * Math.sqrt(squares / count);
}
