import type { Case } from '../core/problem.ts';
import type { GradientCheck } from '../core/results.ts';

/** Told of every case that a property checks, and asked whether to go on. `shrinking` once a first case has failed. */
export interface Witness {
  saw(point: Case, check: GradientCheck, shrinking: boolean): void;
  /** Whether no further case may be checked. */
  reached(shrinking: boolean): boolean;
}
