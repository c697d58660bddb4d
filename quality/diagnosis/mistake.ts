import type { DenseData, DenseParams } from '../../core/models/index.ts';
import type { Fault } from '../faults/fault.ts';

/** A mistake whose cause the harness is to name. */
export interface Mistake {
  readonly name: string;
  /** A step of backpropagation that is wrong, or a change of the right gradient of a dense network. */
  readonly by: Fault | Change;
  /** The kinds of diagnosis that are right. */
  readonly kinds: readonly string[];
  /** Whether the numbers of one check mostly cannot tell the cause, so that it need not be named. */
  readonly open?: true;
}

/** Changes a right gradient. */
export type Change = (gradient: DenseParams, params: DenseParams, data: DenseData) => DenseParams;
