import type { BlockCheck } from '../core/results.ts';

const ROWS = 12;
const COLUMNS = 40;

/**
 * Which entries of a block are wrong, `x`, and which are not, `.`: a line for each row, the last axis along the line.
 * Empty for a block without a pattern: one entry, or where not all entries are known.
 *
 * @example
 * const wrong = { loss: ([a = 0, b = 0]: number[]) => a * a + b, gradient: ([a = 0]: number[]) => [3 * a, 1] };
 * blockMap(checkGradient(wrong, { params: [1, 1] }).blocks[0]!); // 'x.'
 */
export function blockMap(block: BlockCheck): string {
  const { shape, size, wrong } = block;
  const places = wrongPlaces(block);
  if (places === undefined || size < 2 || wrong === 0 || wrong === size) return '';
  const width = shape.at(-1) ?? 1;
  const height = size / width;
  if (!Number.isInteger(height)) return '';
  const lines = Array.from({ length: Math.min(ROWS, height) }, (_, row) => {
    const marks = Array.from({ length: Math.min(COLUMNS, width) }, (_, column) =>
      places.has(row * width + column) ? 'x' : '.',
    );
    return `${marks.join('')}${width > COLUMNS ? ` and ${width - COLUMNS} more` : ''}`;
  });
  return [...lines, ...(height > ROWS ? [`and ${height - ROWS} more rows`] : [])].join('\n');
}

function wrongPlaces({ all }: BlockCheck): ReadonlySet<number> | undefined {
  if (all === undefined) return undefined;
  return new Set(all.flatMap(({ verdict }, place) => (verdict === 'disagrees' ? [place] : [])));
}
