import type { BlockCheck, EntryCheck } from '../core/results.ts';
import { formatCount, formatError, formatNumber } from './format-number.ts';
import { shortened, table } from './table.ts';

const WIDTH = 78;
const SHOWN_ENTRIES = 3;
/** Of more blocks only those are shown that do not agree. */
const SHOWN_BLOCKS = 10;
/** No name is cut to less: most names are shorter. */
const LEAST_BLOCK = 8;
const LEAST_ENTRY = 14;

const HEAD = ['', '', 'entry', 'analytic', 'central difference', 'ratio'];
const [BLOCK, ENTRY] = [0, 2];

/**
 * Blocks with their worst entries, as the gradient says them and as central differences do. Names are cut where the
 * table would be much wider than 78 characters; of many blocks those stand for all that do not agree, with a last line
 * that counts the others.
 */
export function entryTable(blocks: readonly BlockCheck[]): string {
  const shown = chosen(blocks);
  const text = table(HEAD, fitting(shown.flatMap(rowsOf)));
  if (shown.length === blocks.length) return text;
  const left = blocks.filter((block) => !shown.includes(block));
  const counts = (['disagrees', 'kink', 'unresolved', 'agrees'] as const)
    .map((verdict) => ({ verdict, count: left.filter((block) => block.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${formatCount(count)} ${verdict}`);
  return `${text}\nand ${formatCount(left.length)} more blocks: ${counts.join(', ')}`;
}

function chosen(blocks: readonly BlockCheck[]): readonly BlockCheck[] {
  if (blocks.length <= SHOWN_BLOCKS) return blocks;
  const rank = ({ verdict }: BlockCheck): number => (verdict === 'disagrees' ? 0 : verdict === 'agrees' ? 2 : 1);
  const others = blocks.filter(({ verdict }) => verdict !== 'agrees');
  const first = (others.length === 0 ? [...blocks] : others).sort(
    (a, b) => rank(a) - rank(b) || b.worst.error - a.worst.error,
  );
  const kept = new Set(first.slice(0, SHOWN_BLOCKS));
  return blocks.filter((block) => kept.has(block));
}

function rowsOf(block: BlockCheck): readonly string[][] {
  const shown = block.verdict === 'disagrees' ? block.entries.filter(({ verdict }) => verdict === 'disagrees') : [];
  const entries = shown.length === 0 ? [block.worst] : shown.slice(0, SHOWN_ENTRIES);
  return entries.map((entry, i) => [
    i === 0 ? `d${block.block}` : '',
    i === 0 ? (block.verdict === 'disagrees' ? `disagrees in ${block.wrong} of ${block.size}` : block.verdict) : '',
    ...entryCells(entry),
  ]);
}

function fitting(rows: readonly string[][]): readonly string[][] {
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const beside = widths.reduce((sum, width) => sum + width + 2, -2) - widths[BLOCK]! - widths[ENTRY]!;
  if (beside + widths[BLOCK]! + widths[ENTRY]! <= WIDTH) return rows;
  const room = WIDTH - beside;
  const block = Math.min(widths[BLOCK]!, Math.max(LEAST_BLOCK, Math.floor(room / 2), room - widths[ENTRY]!));
  const entry = Math.max(LEAST_ENTRY, room - block);
  return rows.map((row) =>
    row.map((cell, i) => (i === BLOCK ? shortened(cell, block) : i === ENTRY ? endOf(cell, entry) : cell)),
  );
}

/** The end of a long name, where its indices are. */
function endOf(name: string, most: number): string {
  return name.length <= most ? name : `…${name.slice(1 - most)}`;
}

function entryCells({ entry, analytic, numeric, errorBound, ratio, slopes }: EntryCheck): string[] {
  const central = slopes
    ? `${formatNumber(slopes.left)} left, ${formatNumber(slopes.right)} right`
    : `${formatNumber(numeric)} +- ${formatError(errorBound)}`;
  return [entry, formatNumber(analytic), central, formatRatio(ratio)];
}

/** Three decimals; as many digits as tell it from 1, and an exponent where three decimals would say nothing. */
function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '';
  const off = Math.abs(ratio - 1);
  if (off > 1e-9 && off < 5e-4) return formatNumber(ratio, 10);
  return ratio === 0 || (Math.abs(ratio) >= 5e-4 && Math.abs(ratio) < 1e6) ? ratio.toFixed(3) : formatNumber(ratio, 3);
}
