import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { logBinomial } from './log-binomial.ts';
import { listOf } from './words.ts';

/** Where an entry was put instead of its own place. */
interface Arrangement {
  readonly kind: string;
  readonly name: string;
  /** The place where the right number of an entry is found in the claimed gradient; undefined where it is lost. */
  readonly to: (entry: JudgedEntry) => number;
  /** Decimals of choice, beside which arrangement it is. */
  readonly choices?: number;
}

/**
 * The right numbers stand in the wrong places: transposed or flattened column by column, reversed, shifted by one, with
 * rows or columns in another order; or with the wrong sign as well.
 */
export function arrangement(view: View): readonly Candidate[] {
  const { block, rows, columns, claimed, beside } = view;
  if (block.size < 2) return [];
  const arrangements = [...fixed(rows, columns), ...permuted(view)];
  return arrangements.flatMap(({ kind, name, to, choices = 0 }) =>
    [1, -1].map(
      (sign): Candidate => ({
        kind,
        // The claim that is found at the place of another entry must be the right number of this one.
        keeps: keepsTo((entry) => ({
          value: entry.claimed + entry.numeric - sign * claimed(to(entry)),
          error: entry.bound,
        })),
        free: 0,
        choices: Math.log10(2 * arrangements.length) + choices,
        say: (residual) =>
          `d${block.name} holds the right numbers${sign < 0 ? ' with the wrong sign' : ''} ${name}${beside} (largest residual ${residual})`,
        evidence: { arrangement: name, sign },
      }),
    ),
  );
}

function fixed(rows: number, columns: number): readonly Arrangement[] {
  const size = rows * columns;
  const place = (row: number, column: number): number =>
    ((row + rows) % rows) * columns + ((column + columns) % columns);
  const whole: readonly Arrangement[] = [
    { kind: 'reversed', name: 'in reverse', to: (e) => size - 1 - e.place },
    { kind: 'shifted', name: 'one entry too late', to: (e) => (e.place + 1) % size },
    { kind: 'shifted', name: 'one entry too early', to: (e) => (e.place + size - 1) % size },
  ];
  if (rows === 1 || columns === 1) return whole;
  return [
    { kind: 'transposed', name: 'transposed, column by column', to: (e) => e.column * rows + e.row },
    {
      kind: 'transposed',
      name: 'transposed, row by row where columns are due',
      to: (e) => (e.place % rows) * columns + Math.floor(e.place / rows),
    },
    { kind: 'shifted', name: 'one row too late', to: (e) => place(e.row + 1, e.column) },
    { kind: 'shifted', name: 'one row too early', to: (e) => place(e.row - 1, e.column) },
    { kind: 'shifted', name: 'one column too late', to: (e) => place(e.row, e.column + 1) },
    { kind: 'shifted', name: 'one column too early', to: (e) => place(e.row, e.column - 1) },
    { kind: 'reversed', name: 'with its rows in reverse', to: (e) => place(rows - 1 - e.row, e.column) },
    { kind: 'reversed', name: 'with its columns in reverse', to: (e) => place(e.row, columns - 1 - e.column) },
    ...whole,
  ];
}

/** Rows or columns in another order, all that are wrong, where each is found once. */
function permuted({ rows, columns, entries, claimed, firstColumn }: View): readonly Arrangement[] {
  return (['row', 'column'] as const).flatMap((axis): readonly Arrangement[] => {
    const [lines, length] = axis === 'row' ? [rows, columns] : [columns, rows];
    const guilty = [...new Set(entries.filter(({ wrong }) => wrong).map((entry) => entry[axis]))];
    // Lines of one entry are found by chance, and many lines take long.
    if (lines < 3 || guilty.length < 2 || guilty.length > 64 || length < 2) return [];
    const at = (line: number, e: JudgedEntry): number =>
      axis === 'row' ? line * columns + e.column : e.row * columns + line;
    const order = new Map<number, number>();
    for (const line of guilty) {
      const own = entries.filter((entry) => entry[axis] === line);
      const found = guilty.filter((other) =>
        own.every((e) => Math.abs(claimed(at(other, e)) - e.numeric) <= 2 * e.bound + 1e-9 * Math.abs(e.numeric)),
      );
      if (found.length !== 1) return [];
      order.set(line, found[0]!);
    }
    if (new Set(order.values()).size < guilty.length) return [];
    return [
      {
        kind: 'permuted',
        name: named(axis, order, lines, axis === 'row' ? 0 : firstColumn),
        to: (e) => at(order.get(e[axis]) ?? e[axis], e),
        choices: logBinomial(lines, guilty.length) + logFactorial(guilty.length),
      },
    ];
  });
}

/** E.g. `with its rows 0 and 2 swapped`. */
function named(axis: string, order: ReadonlyMap<number, number>, lines: number, first: number): string {
  const moved = [...order.keys()].map((line) => line + first);
  if (moved.length === 2) return `with its ${listOf(axis, moved)} swapped`;
  const which = moved.length === lines ? `${axis}s` : listOf(axis, moved);
  return `with its ${which} in another order (${shown(order, first)})`;
}

function shown(order: ReadonlyMap<number, number>, first: number): string {
  const lines = [...order.values()].map((line) => line + first);
  return `${lines.slice(0, 6).join(', ')}${lines.length > 6 ? ', ...' : ''}`;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log10(k);
  return sum;
}
