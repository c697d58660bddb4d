import type { Arithmetic } from '../differences/arithmetic.ts';
import type { EntryLosses } from '../stream.ts';
import type { Layout } from '../tree.ts';

/** The point at which a gradient is checked and what is known there. */
export interface Place {
  readonly at: Float64Array;
  readonly layout: Layout;
  readonly loss: number;
  /** The claimed gradient. */
  readonly gradient: Float64Array;
  /** The absolute noise of the loss. */
  readonly noise: number;
  readonly arithmetic: Arithmetic;
  /** How many losses can be had in one call. */
  readonly batchWidth: number;
  /** The losses around this very point along single entries, where the loss knows a short way to them. */
  readonly sweep: EntryLosses | undefined;
  /** Whether there is a loss with frozen branches that equals the loss here. */
  readonly frozen: boolean;
}
