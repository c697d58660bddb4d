import type { Tensor } from '../tensor.ts';

/** Parameters of {@link sigmoidNetwork}. */
export interface SigmoidNetworkParams {
  /** [h, n + 1]; the first column holds the biases. */
  readonly Theta1: Tensor;
  /** [K, h + 1]; the first column holds the biases. */
  readonly Theta2: Tensor;
}

/** Data of {@link sigmoidNetwork}. */
export interface SigmoidNetworkData {
  /** [m, n], one example per row, no column of ones. */
  readonly X: Tensor;
  /** Class 1..K of every example. */
  readonly y: readonly number[];
  /** Strength of the regulariser lambda / (2 m) times the sum of squares, biases left out. */
  readonly lambda: number;
}
