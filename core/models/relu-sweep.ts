import type { Sweep } from '../sweep.ts';
import { reluActivation } from './activations/relu.ts';
import { matrix } from './algebra/matrix.ts';
import { checkReluNetwork } from './checks/check-relu-network.ts';
import { layerName } from './layer-name.ts';
import { layerSweep } from './layer-sweep.ts';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';

/**
 * The loss of {@link reluNetwork} along single entries of its parameters.
 *
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * const params = { W1: tensor([1, 2]), b1: tensor([1, 1]) };
 * reluSweep(params, { X: tensor([2, 3]), Y: [0, 0, 0] })('b1', 0)(1000); // 1000
 */
export function reluSweep(params: ReluNetworkParams, { X, Y }: ReluNetworkData): Sweep {
  const count = checkReluNetwork(params, { X, Y });
  const [n, m] = X.shape as [number, number];
  const layers = Array.from({ length: count }, (_, l) => {
    const W = params[layerName('W', l + 1)]!;
    const [units, inputs] = W.shape as [number, number];
    return { weights: matrix(W.data, units, inputs), bias: params[layerName('b', l + 1)]!.data };
  });
  const K = layers[count - 1]!.weights.rows;
  const targets = 'data' in Y ? Y.data : Y;
  const columns = new Float64Array(m * K);
  return layerSweep({
    params,
    inputs: turned(X.data, n, m, new Float64Array(n * m)),
    examples: m,
    layers,
    activation: reluActivation,
    // Summed in columns, as the network itself does.
    loss: (logits) => binaryCrossEntropy.value(turned(logits, m, K, columns), targets, m, K),
    penalty: { factor: 0, of: [] },
  });
}

/** Writes the transpose of a row-major [rows, columns] array to another one. */
function turned(from: Float64Array, rows: number, columns: number, to: Float64Array): Float64Array {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j]!;
  return to;
}
