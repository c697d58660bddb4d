import type fc from 'fast-check';
import type { Case } from '../../core/problem.ts';

export type Category =
  | 'aliasing-state'
  | 'boundary-rare'
  | 'dtype'
  | 'index'
  | 'kink-subgradient'
  | 'missing-term'
  | 'overflow-nan'
  | 'precision-loss'
  | 'regulariser-mismatch'
  | 'scale'
  | 'sign'
  | 'stale-cache'
  | 'transposed'
  | 'wrong-axis'
  | 'wrong-formula'
  | 'wrong-reduction';

/**
 * A gradient bug that happened: a loss, its right gradient, the wrong one, and cases that show it.
 *
 * Written afresh from the threads that `source` names. A problem is `{ loss, gradient: right }` or
 * `{ loss, gradient: wrong() }`.
 */
export interface Bug<P = unknown, D = unknown> {
  readonly id: string;
  readonly title: string;
  /** The thread or page where it is told. */
  readonly source: string;
  readonly category: Category;
  /** Where it shows. */
  readonly where: string;
  readonly loss: (params: P, data: D) => number;
  readonly right: (params: P, data: D) => P;
  /** A fresh instance of the wrong gradient; where the bug is one of state, the instance keeps it. */
  readonly wrong: () => (params: P, data: D) => P;
  /** What a user would have at hand; not chosen to show the bug. */
  readonly example: { readonly params: P; readonly data: D };
  /** What somebody who knows the domain would draw, edges included; the loss and its right gradient are finite. */
  readonly cases: () => fc.Arbitrary<Case<P, D>>;
}

/** Forgets the types of a bug, so that bugs of all sorts fit one list. */
export function untyped<P, D>(bug: Bug<P, D>): Bug {
  return bug as unknown as Bug;
}
