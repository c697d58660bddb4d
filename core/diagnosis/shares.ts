import type { Design } from './designs.ts';
import type { JudgedEntry, View } from './evidence.ts';
import { pseudoInverse } from './pseudo-inverse.ts';

/** What every example gives to every unit of a block of weights, read from the right gradient and from the claimed one. */
export interface Shares {
  readonly design: Design;
  /** [m, units]: dW = right' X. */
  readonly right: readonly (readonly number[])[];
  readonly claimed: readonly (readonly number[])[];
  /** How far `right` may be off. */
  readonly error: readonly (readonly number[])[];
}

/** The shares of the examples in a block, if its right gradient is made of them and they can be told apart. */
export function shares(view: View, design: Design): Shares | undefined {
  const { entries, rows, columns } = view;
  if (entries.length < rows * columns) return undefined;
  const inverse = pseudoInverse(design.examples);
  if (inverse === undefined) return undefined;
  const [units, inputs] = design.inputs === 'row' ? [columns, rows] : [rows, columns];
  // Entries are in the order of their places, all of them.
  const entry = (unit: number, j: number): JudgedEntry =>
    entries[design.inputs === 'row' ? j * columns + unit : unit * columns + j]!;
  const solved = (of: (entry: JudgedEntry) => number, weight: (p: number) => number): number[][] =>
    inverse.map((row) =>
      Array.from({ length: units }, (_, unit) => row.reduce((sum, p, j) => sum + weight(p) * of(entry(unit, j)), 0)),
    );
  const right = solved(
    ({ numeric }) => numeric,
    (p) => p,
  );
  const error = solved(({ bound }) => bound, Math.abs);
  for (let unit = 0; unit < units; unit++) {
    for (let j = 0; j < inputs; j++) {
      const { numeric, bound } = entry(unit, j);
      let made = 0;
      let slack = 2 * bound + 1e-9 * Math.abs(numeric);
      for (const [i, x] of design.examples.entries()) {
        made += right[i]![unit]! * x[j]!;
        slack += (2 * error[i]![unit]! + 1e-12 * Math.abs(right[i]![unit]!)) * Math.abs(x[j]!);
      }
      if (!(Math.abs(made - numeric) <= slack)) return undefined;
    }
  }
  return {
    design,
    right,
    error,
    claimed: solved(
      ({ claimed }) => claimed,
      (p) => p,
    ),
  };
}
