import type { Case } from '../core/problem.ts';

/** One way to make a case smaller, by a name that it keeps while the case shrinks. */
export interface ShrinkStep {
  readonly name: string;
  /** Left for when nothing else is: single entries. */
  readonly fine?: boolean;
  readonly smaller: () => Iterable<Case>;
}
