/** What a row stands for: ours, a peer, or one bare call that the others are measured by. */
export type Role = 'gradcheck' | 'peer' | 'loss' | 'gradient' | 'floor';

/** One line of a workload's table; the scripts in `bench/peers` print the same fields. */
export interface Row {
  /** Rows are compared within their group only, such as `m = 100`. */
  readonly group: string;
  readonly name: string;
  readonly role: Role;
  /** Median. */
  readonly seconds: number;
  readonly losses?: number;
  readonly gradients?: number;
  readonly note?: string;
  /** Figures that are no times, such as bytes. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** The row of that name, or the only one in that role, if it was measured. */
export function rowOf(rows: readonly Row[], group: string, nameOrRole: string): Row | undefined {
  return rows.find((row) => row.group === group && (row.name === nameOrRole || row.role === nameOrRole));
}

/** How many times faster `fast` is than `slow`; NaN where one of them was not measured. */
export function speedup(fast: Row | undefined, slow: Row | undefined): number {
  return (slow?.seconds ?? Number.NaN) / (fast?.seconds ?? Number.NaN);
}
