import type { NumberLeaf } from './map-leaves.ts';
import type { RandomSource } from './random-source.ts';

/** Which numbers may stand in a leaf, guessed from an example of it. */
export type Domain =
  | { readonly kind: 'real' }
  /** Only positive: widths, scales, variances. */
  | { readonly kind: 'positive' }
  /** Strictly between 0 and 1: probabilities, rates. */
  | { readonly kind: 'unit' }
  /** 0 or 1: masks and targets. */
  | { readonly kind: 'binary' }
  /** Rows of zeros with a single one. */
  | { readonly kind: 'one-hot'; readonly columns: number }
  /** Rows that are probabilities and sum to one. */
  | { readonly kind: 'distribution'; readonly columns: number }
  /** Class labels, indices, counts. */
  | { readonly kind: 'integer'; readonly least: number; readonly most: number };

/**
 * Guesses what a leaf may hold. Parameters are real unless every one in the example is positive; data may be labels,
 * targets, rows of one-hot or probabilities as well.
 */
export function domainOf({ values, shape }: NumberLeaf, isParameter: boolean): Domain {
  const columns = shape.at(-1) ?? 1;
  if (!isParameter) {
    const integers = values.every((x) => Number.isInteger(x) && x >= 0);
    const rows = Array.from({ length: values.length / columns }, (_, i) =>
      values.slice(i * columns, (i + 1) * columns),
    );
    const sums = rows.every((row) => Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) < 1e-9);
    if (columns > 1 && sums && values.every((x) => x >= 0)) {
      return { kind: integers ? 'one-hot' : 'distribution', columns };
    }
    if (integers && shape.length > 0 && values.every((x) => x <= 1)) return { kind: 'binary' };
    // A matrix of whole numbers is more likely an input that was written shortly than a matrix of labels.
    if (integers && shape.length === 1)
      return { kind: 'integer', least: Math.min(...values), most: Math.max(...values) };
    if (integers && shape.length === 0) return { kind: 'integer', least: values[0]!, most: values[0]! };
  }
  if (values.length > 0 && values.every((x) => x > 0)) {
    return { kind: values.every((x) => x < 1) ? 'unit' : 'positive' };
  }
  return { kind: 'real' };
}

/** How real numbers are drawn, for the report. */
export type Regime = 'lattice' | 'normal' | 'ties' | 'sparse' | 'mixed' | 'wide' | 'huge';

/** Regimes by weight: short numbers where shrinking leads anyway, and the rarer ones in which edges are met. */
export const REGIMES: readonly Regime[] = [
  ...(['lattice', 'lattice', 'lattice', 'normal', 'normal', 'normal', 'ties', 'sparse', 'mixed', 'wide'] as const),
  ...(['lattice', 'lattice', 'normal', 'normal', 'normal', 'ties', 'sparse', 'mixed', 'wide', 'huge'] as const),
];

/** Draws the numbers of a leaf. */
export function drawLeaf(source: RandomSource, domain: Domain, count: number, regime: Regime): readonly number[] {
  const times = (draw: () => number): number[] => Array.from({ length: count }, draw);
  switch (domain.kind) {
    case 'real': {
      const pool = [source.normal(), source.integer(-4, 4) / 2];
      return times(() => drawReal(source, regime, pool));
    }
    case 'positive':
      return times(() => Math.max(1e-3, Math.abs(drawReal(source, regime === 'huge' ? 'wide' : regime, [0.5, 2]))));
    case 'unit':
      return times(() => source.pick([0.5, 0.25, 0.9, 0.1, 0.01, 0.99, 0.001 + 0.998 * source.uniform()]));
    case 'binary':
      return times(() => source.integer(0, 1));
    case 'integer':
      return times(() => source.integer(domain.least, domain.most));
    case 'one-hot':
      return rowsOf(count, domain.columns, () => {
        const one = source.integer(0, domain.columns - 1);
        return Array.from({ length: domain.columns }, (_, j) => (j === one ? 1 : 0));
      });
    case 'distribution':
      return rowsOf(count, domain.columns, () => {
        const row = Array.from({ length: domain.columns }, () => 0.05 + source.uniform());
        const sum = row.reduce((total, x) => total + x, 0);
        return row.map((x) => x / sum);
      });
  }
}

function drawReal(source: RandomSource, regime: Regime, pool: readonly number[]): number {
  switch (regime) {
    case 'lattice':
      return source.integer(-8, 8) / source.pick([2, 4, 10]);
    case 'normal':
      return source.normal();
    case 'ties':
      return source.uniform() < 0.7 ? source.pick(pool) : -source.pick(pool);
    case 'sparse':
      return source.uniform() < 0.5 ? 0 : source.pick([1, -1, 0.5, 2, source.normal()]);
    case 'mixed':
      return source.normal() * 10 ** source.integer(-4, 2);
    case 'wide':
      return 10 * source.normal();
    case 'huge':
      return source.pick([source.normal(), 40 * source.normal(), 800, -800]);
  }
}

function rowsOf(count: number, columns: number, row: () => number[]): number[] {
  return Array.from({ length: count / columns }, row).flat();
}
