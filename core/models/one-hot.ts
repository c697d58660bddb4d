import { type Tensor, tensor } from '../tensor.ts';
import { checkLabels } from './checks/check-labels.ts';

/** Options of {@link oneHot}. */
export interface OneHotOptions {
  /** Label of the first class; default 0. Octave exercises count from 1. */
  readonly first?: 0 | 1;
}

/**
 * Turns class labels into rows that are 1 at the class and 0 elsewhere.
 *
 * @param labels - Class of every example.
 * @param K - Number of classes.
 * @returns A new tensor [m, K].
 * @throws RangeError when K is no positive integer or a label lies outside its range.
 * @example
 * oneHot([2, 1], 3, { first: 1 }).data; // Float64Array.of(0, 1, 0, 1, 0, 0)
 */
export function oneHot(labels: readonly number[], K: number, { first = 0 }: OneHotOptions = {}): Tensor {
  if (!(Number.isInteger(K) && K > 0)) throw new RangeError(`K is ${K}, expected a positive integer`);
  checkLabels(labels, labels.length, K, first);
  const rows = tensor([labels.length, K]);
  for (let i = 0; i < labels.length; i++) rows.data[i * K + labels[i]! - first] = 1;
  return rows;
}
