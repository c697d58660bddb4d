import type { BlockCheck } from '../core/results.ts';

const ROWS = 12;
const COLUMNS = 40;
/** Right neighbours before the first wrong row or column. */
const MARGIN = 2;

/** The rows or columns that are shown: so many from here. */
interface Window {
  readonly from: number;
  readonly count: number;
}

/**
 * Which entries of a block are wrong, `x`, and which are not, `.`: a line for each row, the last axis along the line. Of a
 * block that is too large the part with the first wrong entries, and which part that is.
 * Empty for a block without a pattern: one entry, or where not all entries are known.
 *
 * @example
 * const wrong = { loss: ([a = 0, b = 0]: number[]) => a * a + b, gradient: ([a = 0]: number[]) => [3 * a, 1] };
 * blockMap(checkGradient(wrong, { params: [1, 1] }).blocks[0]!); // 'x.'
 */
export function blockMap(block: BlockCheck): string {
  const { shape, size, wrong } = block;
  const places = wrongPlaces(block);
  if (places === undefined || places.size === 0 || size < 2 || wrong === 0 || wrong === size) return '';
  const width = shape.at(-1) ?? 1;
  const height = size / width;
  if (!Number.isInteger(height)) return '';
  const rows = windowOn(
    [...places].map((place) => Math.floor(place / width)),
    height,
    ROWS,
  );
  const inRows = [...places].filter((place) => holds(rows, Math.floor(place / width)));
  const columns = windowOn(
    inRows.map((place) => place % width),
    width,
    COLUMNS,
  );
  const lines = Array.from({ length: rows.count }, (_, i) =>
    Array.from({ length: columns.count }, (_, j) =>
      places.has((rows.from + i) * width + columns.from + j) ? 'x' : '.',
    ).join(''),
  );
  const unseen = places.size - inRows.filter((place) => holds(columns, place % width)).length;
  const parts = [partOf(rows, height, 'rows'), partOf(columns, width, 'columns')].filter((part) => part !== '');
  if (unseen > 0) parts.push(`${unseen} wrong outside`);
  return parts.length === 0 ? lines.join('\n') : [...lines, `(${parts.join(', ')})`].join('\n');
}

function wrongPlaces({ all }: BlockCheck): ReadonlySet<number> | undefined {
  if (all === undefined) return undefined;
  return new Set(all.flatMap(({ verdict }, place) => (verdict === 'disagrees' ? [place] : [])));
}

function windowOn(wrong: readonly number[], length: number, most: number): Window {
  if (length <= most) return { from: 0, count: length };
  return { from: Math.min(Math.max(0, Math.min(...wrong) - MARGIN), length - most), count: most };
}

function holds({ from, count }: Window, at: number): boolean {
  return at >= from && at < from + count;
}

function partOf({ from, count }: Window, length: number, what: string): string {
  return count === length ? '' : `${what} ${from} to ${from + count - 1} of ${length}`;
}
