/** The slope of the loss along a line, with what is known of its error. */
export interface Slope {
  /** `smooth`: `value` holds within `bound`. `kink`: the slopes differ on both sides. `none`: nothing could be said. */
  readonly kind: 'smooth' | 'kink' | 'none';
  readonly value: number;
  readonly bound: number;
  /** The part of `bound` that is left if no kink hides within the finest step. */
  readonly tight: number;
  /** The gap between the one-sided slopes over its error: above 1 something narrower than the steps is likely. */
  readonly roughness: number;
  /** One-sided slopes; equal to `value` unless there is a kink. */
  readonly left: number;
  readonly right: number;
  /** Whether the loss was the very same number at every step. */
  readonly constant: boolean;
}
