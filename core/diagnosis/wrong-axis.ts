import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';

/** Sums and means of the right gradient that a mistaken reduction leaves in every entry. */
const REDUCTIONS: readonly {
  readonly name: string;
  readonly over: (entry: JudgedEntry, other: JudgedEntry) => boolean;
}[] = [
  { name: 'over its rows', over: (entry, other) => other.column === entry.column },
  { name: 'over its columns', over: (entry, other) => other.row === entry.row },
  { name: 'over all its entries', over: () => true },
];

/** Every entry of a block holds the sum or the mean of several right ones, as of a broadcast reduced along the wrong axis. */
export function wrongAxis(view: View): readonly Candidate[] {
  const { block, entries, beside, rows, columns } = view;
  // Sums need every right number.
  if (entries.length < block.size || block.size < 2 || block.size > 500) return [];
  const reductions = rows > 1 && columns > 1 ? REDUCTIONS : REDUCTIONS.slice(2);
  return reductions.flatMap(({ name, over }) =>
    (['sum', 'mean'] as const).map(
      (how): Candidate => ({
        kind: 'wrong-axis',
        keeps: keepsTo((entry) => {
          const parts = entries.filter((other) => over(entry, other));
          const share = how === 'sum' ? 1 : 1 / parts.length;
          return {
            value: share * parts.reduce((sum, { numeric }) => sum + numeric, 0),
            error: share * parts.reduce((sum, { bound }) => sum + bound, 0),
          };
        }),
        free: 0,
        choices: 1,
        say: (residual) =>
          `every entry of d${block.name} is the ${how} of the right ones ${name}${beside} (largest residual ${residual})`,
        evidence: { reduction: `${how} ${name}` },
      }),
    ),
  );
}
