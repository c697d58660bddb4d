/** Asks for the claimed gradient at a point; the driver fills in `gradient` where there is one. */
export interface GradientRequest {
  readonly at: Float64Array;
  gradient?: Float64Array;
}

/**
 * A computation that needs losses and gradients but never calls the user's code: it yields a flat point and is resumed
 * with the loss there (NaN where there is none), or yields a {@link GradientRequest} and is resumed once it is filled.
 * The yielded point is scratch space: a driver copies what it keeps.
 */
export type Steps<R> = Generator<Float64Array | GradientRequest, R, number>;
