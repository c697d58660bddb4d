import { drawLambda } from './draw-targets.ts';
import type { NumberLeaf } from './map-leaves.ts';
import type { RandomSource } from './random-source.ts';
import { drawRegime, type Regime } from './regime.ts';

/** Which numbers may stand in a leaf, guessed from an example of it. */
export type Domain =
  | { readonly kind: 'real' }
  /** Only positive: widths, scales, variances. */
  | { readonly kind: 'positive' }
  /** Strictly between 0 and 1: probabilities, rates. */
  | { readonly kind: 'unit' }
  /** Zero or positive: how much a regulariser or a term of the loss counts. */
  | { readonly kind: 'strength' }
  /** 0 or 1: masks and targets. */
  | { readonly kind: 'binary' }
  /** Rows of zeros with a single one. */
  | { readonly kind: 'one-hot'; readonly columns: number }
  /** Rows that are probabilities and sum to one. */
  | { readonly kind: 'distribution'; readonly columns: number }
  /** Class labels, indices, counts. */
  | { readonly kind: 'integer'; readonly least: number; readonly most: number };

/** The last name of a path: lambda, l1, l2, reg, or one with regularis, decay, penalty, weight or strength in it. */
const STRENGTH = /[.](lambda|l[12]|reg|[^.]*(regulari[sz]|decay|penalty|weight|strength)[^.]*)$/i;

/**
 * Guesses what a leaf may hold. Parameters are real unless every one in the example is positive; data may be labels,
 * targets, rows of one-hot or probabilities as well, and a number that is called `lambda`, `l2`, `weightDecay` or alike is a
 * strength: an example in which it is 0 or 1 would leave its term untested.
 */
export function domainOf({ path, values, shape }: NumberLeaf, isParameter: boolean): Domain {
  const columns = shape.at(-1) ?? 1;
  if (!isParameter) {
    if (shape.length === 0 && values[0]! >= 0 && STRENGTH.test(path)) return { kind: 'strength' };
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

/** Draws the numbers of a leaf. */
export function drawLeaf(source: RandomSource, domain: Domain, count: number, regime: Regime): readonly number[] {
  const times = (draw: () => number): number[] => Array.from({ length: count }, draw);
  switch (domain.kind) {
    case 'real':
      return drawRegime(source, count, regime);
    case 'positive':
      return drawRegime(source, count, regime === 'huge' ? 'wide' : regime).map((x) => Math.max(0.01, Math.abs(x)));
    case 'unit':
      return times(() => source.pick([0.5, 0.25, 0.9, 0.1, 0.01, 0.99, 0.001 + 0.998 * source.uniform()]));
    case 'strength':
      return times(() => drawLambda(source));
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

function rowsOf(count: number, columns: number, row: () => number[]): number[] {
  return Array.from({ length: count / columns }, row).flat();
}
