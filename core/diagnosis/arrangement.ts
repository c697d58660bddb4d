import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';

/** Where an entry was put instead of its own place. */
interface Arrangement {
  readonly kind: string;
  readonly name: string;
  /** The place where the right number of an entry is found in the claimed gradient; undefined where it is lost. */
  readonly to: (entry: JudgedEntry) => number;
}

/**
 * The right numbers stand in the wrong places: transposed or flattened column by column, reversed, shifted by one, with
 * rows or columns in another order; or with the wrong sign as well.
 */
export function arrangement(view: View): readonly Candidate[] {
  const { block, rows, columns, claimed, beside } = view;
  if (block.size < 2) return [];
  const arrangements = [...fixed(rows, columns), ...permuted(view)];
  return arrangements.flatMap(({ kind, name, to }) =>
    [1, -1].map(
      (sign): Candidate => ({
        kind,
        // The claim that is found at the place of another entry must be the right number of this one.
        keeps: keepsTo((entry) => ({
          value: entry.claimed + entry.numeric - sign * claimed(to(entry)),
          error: entry.bound,
        })),
        free: 0,
        choices:
          Math.log10(2 * arrangements.length) + (kind === 'permuted' ? logFactorial(Math.max(rows, columns)) : 0),
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

/** Rows or columns in another order, where each is found once. */
function permuted({ rows, columns, entries, claimed }: View): readonly Arrangement[] {
  return (['row', 'column'] as const).flatMap((axis): readonly Arrangement[] => {
    const [lines, length] = axis === 'row' ? [rows, columns] : [columns, rows];
    // Lines of one entry are found by chance, and many lines take long.
    if (lines < 3 || lines > 64 || length < 2) return [];
    const at = (line: number, e: JudgedEntry): number =>
      axis === 'row' ? line * columns + e.column : e.row * columns + line;
    const order = new Map<number, number>();
    for (let line = 0; line < lines; line++) {
      const own = entries.filter((entry) => entry[axis] === line);
      const found = Array.from({ length: lines }, (_, i) => i).filter((other) =>
        own.every((e) => Math.abs(claimed(at(other, e)) - e.numeric) <= 2 * e.bound + 1e-9 * Math.abs(e.numeric)),
      );
      if (found.length !== 1) return [];
      order.set(line, found[0]!);
    }
    if (new Set(order.values()).size < lines) return [];
    return [
      {
        kind: 'permuted',
        name: `with its ${axis}s in another order (${[...order.values()].slice(0, 6).join(', ')}${lines > 6 ? ', ...' : ''})`,
        to: (e) => at(order.get(e[axis])!, e),
      },
    ];
  });
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log10(k);
  return sum;
}
