import type { BlockVerdict } from '../results.ts';

/** What was found for one entry of the flat gradient. */
export interface EntryFinding {
  readonly index: number;
  readonly analytic: number;
  readonly numeric: number;
  /** How far `numeric` may be from the true derivative. */
  readonly bound: number;
  /** One-sided slopes; equal to `numeric` where there is no kink. */
  readonly left: number;
  readonly right: number;
  readonly verdict: BlockVerdict;
}

/** What random directions said of all entries that were not judged one by one. */
export interface ScreenFinding {
  readonly verdict: BlockVerdict;
  /** The direction with the largest difference: the claimed slope along it, and the measured one with its bound. */
  readonly analytic: number;
  readonly numeric: number;
  readonly bound: number;
  /** The smallest error of a single entry that would have been caught, relative to the rms entry. */
  readonly resolution: number;
  /** The verdict on single blocks where it is another one. */
  readonly blocks: ReadonlyMap<string, BlockVerdict>;
}

/** All that was found at a point. */
export interface Findings {
  /** The absolute noise of the loss by which was judged. */
  readonly noise: number;
  /** The claimed gradient. */
  readonly analytic: Float64Array;
  /** The entries that were judged one by one, by index; all of them unless there is a screen. */
  readonly entries: readonly EntryFinding[];
  readonly screen?: ScreenFinding;
  /** Some of the entries that a search for wrong ones left over: right, though not judged one by one. */
  readonly cleared?: readonly EntryFinding[];
}
