import type { Tensor } from '../tensor.ts';

/** Parameters of {@link reluNetwork}: W1 [n1, n0], b1 [n1, 1], ..., WL [nL, n(L-1)], bL [nL, 1]. */
export type ReluNetworkParams = Readonly<Record<string, Tensor>>;

/** Data of {@link reluNetwork}; examples stand in columns. */
export interface ReluNetworkData {
  /** [n0, m]. */
  readonly X: Tensor;
  /** [nL, m], or m numbers in 0..1 when there is one output. */
  readonly Y: readonly number[] | Tensor;
}
