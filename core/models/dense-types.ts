import type { Tensor } from '../tensor.ts';
import type { Activation } from './activations/activation.ts';
import type { NetworkLoss } from './losses/network-loss.ts';

/** Parameters of {@link denseNetwork}: W1 [out, in], b1 [out], ..., WL, bL; they set its depth and widths. */
export type DenseParams = Readonly<Record<string, Tensor>>;

/** Data of {@link denseNetworkWithInputs}. */
export interface DenseDataWithoutInputs {
  /** Class 0..K-1 of every example, or a tensor [m, K] of targets; which of them, the loss decides. */
  readonly y: readonly number[] | Tensor;
  /** Applied to the hidden layers only. */
  readonly activation: Activation;
  readonly loss: NetworkLoss;
  /** Strength of the regulariser 0.5 lambda sum(W^2); default 0. */
  readonly lambda?: number;
  /** What is regularised: the weights, or biases as well; default `weights`. */
  readonly regularise?: 'weights' | 'all';
}

/** Data of {@link denseNetwork}. */
export interface DenseData extends DenseDataWithoutInputs {
  /** [m, n], one example per row. */
  readonly X: Tensor;
}
