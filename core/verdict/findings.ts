import type { BlockVerdict } from '../results.ts';

/** What was found for every entry of the flat gradient. */
export interface Findings {
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
  /** How far `numeric` may be from the true derivative. */
  readonly bound: Float64Array;
  /** One-sided slopes; equal to `numeric` where there is no kink. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly verdicts: readonly BlockVerdict[];
}
