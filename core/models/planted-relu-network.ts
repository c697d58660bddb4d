import type { Tensor } from '../tensor.ts';
import type { BranchingModel } from './model.ts';
import { reluNetwork } from './relu-network.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';

const bugs: Readonly<Record<string, number>> = { W2: 2, b1: 4 };

/**
 * {@link reluNetwork} with the two bugs that the notebook plants in its gradient: dW2 is doubled and db1 is four times
 * too large. A network of one layer has only the second.
 *
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * plantedReluNetwork.gradient({ W1: tensor([1, 1]), b1: tensor([1, 1]) }, { X: tensor([1, 1]), Y: [0] }).b1.data[0]; // 2
 */
export const plantedReluNetwork: BranchingModel<ReluNetworkParams, ReluNetworkData> = {
  name: 'plantedReluNetwork',
  loss: reluNetwork.loss,
  frozen: reluNetwork.frozen,
  gradient(params, data) {
    const planted: Record<string, Tensor> = {};
    for (const [name, { shape, data: entries }] of Object.entries(reluNetwork.gradient(params, data))) {
      const factor = bugs[name] ?? 1;
      planted[name] = { shape, data: entries.map((entry) => factor * entry) };
    }
    return planted;
  },
};
