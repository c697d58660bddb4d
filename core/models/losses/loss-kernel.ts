/**
 * A loss over a batch of logits, row-major [m, K], averaged over the m examples.
 *
 * What it compares with is up to the loss: m classes 0..K-1, or [m, K] targets in row-major order.
 */
export interface LossKernel {
  /** Given `sides`, a kinked loss takes those for its terms. */
  readonly value: (
    logits: Float64Array,
    targets: ArrayLike<number>,
    m: number,
    K: number,
    sides?: Uint8Array,
  ) => number;
  /** Writes the gradient with respect to the logits into the first m K entries of `out`. */
  readonly gradient: (
    logits: Float64Array,
    targets: ArrayLike<number>,
    m: number,
    K: number,
    out: Float64Array,
  ) => void;
  /** Of a kinked loss only: 1 where the term of an entry is active, 0 elsewhere and on the kink, as `gradient` has it. */
  readonly sides?: (logits: Float64Array, targets: ArrayLike<number>, m: number, K: number) => Uint8Array;
}
