import type { Tensor } from '../tensor.ts';

/** Parameters of a linear classifier. */
export interface ClassifierParams {
  /** [D + 1, K]; the first row holds the biases. */
  readonly W: Tensor;
}

/** Data of a linear classifier. */
export interface ClassifierData {
  /** [n, D], one example per row, no column of ones. */
  readonly X: Tensor;
  /** Class 0..K-1 of every example. */
  readonly y: readonly number[];
  /** Strength of the regulariser 0.5 lambda sum(W^2), biases included. */
  readonly lambda: number;
}
