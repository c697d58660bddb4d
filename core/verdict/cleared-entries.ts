import type { Layout } from '../tree.ts';
import type { EntryFinding } from './findings.ts';

/** Rows whose largest entry is kept, and rows and columns with a wrong entry that are looked at for right ones. */
const ROWS = 24;
const LINES = 8;

/** What is left of a search: no entry of it is off by more than `bound(index)`. */
export interface Remainder {
  readonly gradient: Float64Array;
  readonly has: (index: number) => boolean;
  readonly bound: (index: number) => number;
}

/**
 * Entries that a search for wrong ones left over, and that are right therefore: the largest of the rows, and of the rows
 * and columns that hold a wrong one, since those set a wrong line apart from a wrong block.
 *
 * @param wrong - Indices of the wrong entries.
 */
export function clearedEntries(
  { blocks }: Layout,
  remainder: Remainder,
  wrong: readonly number[],
): readonly EntryFinding[] {
  const { gradient, has, bound } = remainder;
  return blocks.flatMap(({ offset, size, shape }) => {
    const columns = size / Math.max(1, shape[0] ?? 1);
    const ofRow = new Map<number, number>();
    const ofColumn = new Map<number, number>();
    const keepLargest = (line: Map<number, number>, key: number, i: number): void => {
      const best = line.get(key);
      if (best === undefined || Math.abs(gradient[i]!) > Math.abs(gradient[best]!)) line.set(key, i);
    };
    for (let i = offset; i < offset + size; i++) {
      if (!has(i)) continue;
      keepLargest(ofRow, Math.floor((i - offset) / columns), i);
      keepLargest(ofColumn, (i - offset) % columns, i);
    }
    const guilty = wrong.filter((i) => i >= offset && i < offset + size);
    const rows = [...new Set(guilty.map((i) => Math.floor((i - offset) / columns)))].slice(0, LINES);
    const others = [...new Set(guilty.map((i) => (i - offset) % columns))].slice(0, LINES);
    const largest = [...ofRow.values()].sort((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!)).slice(0, ROWS);
    const picked = new Set([
      ...largest,
      ...rows.flatMap((row) => ofRow.get(row) ?? []),
      ...others.flatMap((column) => ofColumn.get(column) ?? []),
    ]);
    return [...picked]
      .sort((a, b) => a - b)
      .map((index): EntryFinding => {
        const value = gradient[index]!;
        return {
          index,
          analytic: value,
          numeric: value,
          bound: bound(index),
          left: value,
          right: value,
          verdict: 'agrees',
        };
      });
  });
}
