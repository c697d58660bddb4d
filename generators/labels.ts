import type { Dim } from './dims.ts';
import { drawLabels } from './draw-targets.ts';
import { type FieldArbitrary, TensorArbitrary } from './field.ts';
import { indexField } from './index-field.ts';
import { type RowKind, rowTargets } from './row-targets.ts';

/** What labels look like. */
export interface LabelOptions<K extends 'index' | RowKind = 'index' | RowKind> {
  /**
   * `index`: a list of class numbers; `one-hot`: rows with a single 1; `soft`: rows of probabilities; `multi-label`: rows of
   * zeros and ones. All but the first are tensors of shape [examples, classes]. Default: `index`.
   */
  readonly kind?: K;
  /** The number of the first class of `index`. Default: 0. */
  readonly first?: 0 | 1;
}

/**
 * Labels of a batch: classes at random, at times all of one class, at times one class that no example has.
 *
 * @param examples - How many; a number or a named size.
 * @param classes - How many; a number or a named size.
 * @throws UsageError for a size that makes no sense.
 * @example
 * fc.assert(fc.property(labels(4, 3), (y) => y.length === 4 && y.every((label) => label >= 0 && label < 3)));
 * fc.assert(fc.property(labels('m', 'k', { kind: 'one-hot' }), ({ shape, data }) => data.filter((x) => x === 1).length === shape[0]));
 */
export function labels(examples: Dim, classes: Dim, options?: LabelOptions<'index'>): FieldArbitrary<readonly number[]>;
export function labels(examples: Dim, classes: Dim, options: LabelOptions<RowKind>): TensorArbitrary<2>;
export function labels(
  examples: Dim,
  classes: Dim,
  { kind = 'index', first = 0 }: LabelOptions = {},
): FieldArbitrary<readonly number[]> | TensorArbitrary<2> {
  return kind === 'index'
    ? indexField('labels', examples, classes, first, (source, m, k) => drawLabels(source, m, k, first))
    : new TensorArbitrary<2>(rowTargets(examples, classes, kind));
}
