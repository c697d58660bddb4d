import type { DataLeaf } from '../data-leaves.ts';
import { type Table, table } from './table.ts';

/** A leaf of the data read as the targets of m examples and K outputs. */
export interface Targets {
  readonly path: string;
  /** [m, K]. */
  readonly values: Table;
  /** Whether every row is 1 in one column and 0 in all others. */
  readonly oneHot: boolean;
}

/** The ways in which a leaf may be the targets: one number an output, labels from 0 or from 1, 0 and 1 as signs. */
export function readTargets({ path, shape, values }: DataLeaf, m: number, K: number): readonly Targets[] {
  const numbers = Array.from(values);
  const made = (entry: (i: number, k: number) => number): Targets => {
    const rows = table(m, K, entry);
    const oneHot =
      K > 1 && rows.every((row) => row.filter((x) => x === 1).length === 1 && row.filter(isZero).length === K - 1);
    return { path, values: rows, oneHot };
  };
  const extents = shape.filter((size) => size !== 1);
  if (K > 1 && shape.length === 2) {
    const [rows, columns] = shape;
    return [
      ...(rows === m && columns === K ? [made((i, k) => numbers[i * K + k]!)] : []),
      ...(rows === K && columns === m ? [made((i, k) => numbers[k * m + i]!)] : []),
    ];
  }
  if (numbers.length !== m || extents.length > 1) return [];
  if (K === 1) {
    const isBinary = numbers.every((x) => x === 0 || x === 1);
    return [made((i) => numbers[i]!), ...(isBinary ? [made((i) => 2 * numbers[i]! - 1)] : [])];
  }
  return [0, 1]
    .filter((first) => numbers.every((label) => Number.isInteger(label) && label >= first && label < first + K))
    .map((first) => made((i, k) => (numbers[i]! - first === k ? 1 : 0)));
}

function isZero(x: number): boolean {
  return x === 0;
}
