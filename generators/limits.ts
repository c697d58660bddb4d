/** The largest sizes that are drawn. */
export interface Limits {
  /** Layers with weights. Default: 4. */
  readonly depth?: number;
  /** Inputs, units of a layer, and classes. Default: 6. */
  readonly width?: number;
  /** Examples. Default: 6. */
  readonly batch?: number;
}
