import type { Values } from './field-spec.ts';

/** The largest sizes that are drawn. */
export interface Limits {
  /** Layers with weights. Default: 4. */
  readonly depth?: number;
  /** Inputs, units of a layer, and classes. Default: 6. */
  readonly width?: number;
  /** Examples. Default: 6. */
  readonly batch?: number;
}

/** Which networks are drawn. */
export interface NetworkOptions extends Limits {
  /**
   * What weights and inputs are drawn by: schemes or regimes, a name twice being drawn twice as often. Default: `debug`,
   * `lattice`, `normal`, `uniform`, `xavier`, `he` and `orthogonal`.
   */
  readonly schemes?: readonly Values[];
}
