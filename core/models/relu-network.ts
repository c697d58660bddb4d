import { withSweeping } from '../sweep.ts';
import { type Tensor, tensor } from '../tensor.ts';
import { positiveSides } from './activations/positive-sides.ts';
import { reluActivation } from './activations/relu.ts';
import { matmul } from './algebra/matmul.ts';
import { matrix } from './algebra/matrix.ts';
import { transpose } from './algebra/transpose.ts';
import { layerName } from './layer-name.ts';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.ts';
import type { BranchingModel } from './model.ts';
import { reluForward } from './relu-forward.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';
import { reluSweep } from './relu-sweep.ts';
import { unitTraits } from './traits/unit-traits.ts';
import { workspace } from './workspace.ts';

/**
 * The network of the gradient-checking notebook (deeplearning.ai), LINEAR-RELU-...-LINEAR-SIGMOID with examples in
 * columns and any layer sizes: binary cross-entropy summed over outputs, averaged over the m examples.
 *
 * The cost is log(1 + exp(z)) - y z on the last pre-activations, which does not lose digits in log(1 - a);
 * the notebook's own formula is {@link reluNetworkCostNaive}.
 *
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * reluNetwork.loss({ W1: tensor([1, 2]), b1: tensor([1, 1]) }, { X: tensor([2, 3]), Y: [0, 1, 1] }); // Math.LN2
 */
export const reluNetwork: BranchingModel<ReluNetworkParams, ReluNetworkData> = {
  name: 'reluNetwork',
  loss: withSweeping((params: ReluNetworkParams, data: ReluNetworkData) => loss(params, data), reluSweep),
  frozen(params, data) {
    const hidden = reluForward(params, data).preActivations.slice(0, -1);
    const sides = hidden.map((Z) => positiveSides(Z.data, Z.rows * Z.columns));
    return (at) => loss(at, data, sides);
  },
  classify(params, data) {
    const { preActivations } = reluForward(params, data);
    const hidden = preActivations.slice(0, -1);
    const sides = hidden.map((Z) => positiveSides(Z.data, Z.rows * Z.columns));
    const examples = hidden.map(({ columns }) => columns);
    return [`depth ${preActivations.length}`, ...unitTraits(sides, examples, 'columns')];
  },
  gradient(params, data) {
    const { inputs, preActivations, logits, targets } = reluForward(params, data);
    const m = logits.columns;
    const blocks: Record<string, Tensor> = {};
    for (const name of Object.keys(params)) blocks[name] = tensor(params[name]!.shape);

    let delta = matrix(workspace(0, logits.rows * m), logits.rows, m);
    binaryCrossEntropy.gradient(logits.data, targets, m, logits.rows, delta.data);
    const layers = preActivations.length;
    for (let l = layers; l >= 1; l--) {
      const input = inputs[l - 1]!;
      const { rows } = delta;
      matmul(delta, transpose(input), matrix(blocks[layerName('W', l)]!.data, rows, input.rows));
      rowSums(delta.data, rows, m, blocks[layerName('b', l)]!.data);
      if (l === 1) break;
      const W = params[layerName('W', l)]!;
      const back = matrix(workspace((layers - l + 1) % 2, input.rows * m), input.rows, m);
      matmul(transpose(matrix(W.data, rows, input.rows)), delta, back);
      reluActivation.backpropagate(back.data, preActivations[l - 2]!.data, input.data, input.rows * m);
      delta = back;
    }
    return blocks;
  },
};

function loss(params: ReluNetworkParams, data: ReluNetworkData, sides?: readonly Uint8Array[]): number {
  const { logits, targets } = reluForward(params, data, sides);
  return binaryCrossEntropy.value(logits.data, targets, logits.columns, logits.rows);
}

function rowSums(delta: Float64Array, rows: number, m: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = i * m; j < (i + 1) * m; j++) sum += delta[j]!;
    out[i] = sum;
  }
}
