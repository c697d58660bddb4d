/** A matrix as rows. */
export type Table = readonly (readonly number[])[];

/** A table of the given size, entry by entry. */
export function table(rows: number, columns: number, entry: (i: number, j: number) => number): Table {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => entry(i, j)));
}

/** The sum of so many terms. */
export function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}
