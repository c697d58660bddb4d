import { reluActivation } from './activations/relu.ts';
import { matmul } from './algebra/matmul.ts';
import { type Matrix, matrix } from './algebra/matrix.ts';
import { checkReluNetwork } from './checks/check-relu-network.ts';
import { checkSides } from './checks/check-sides.ts';
import { layerName } from './layer-name.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';
import { workspace } from './workspace.ts';

/** What a forward pass of {@link reluNetwork} leaves behind; all of it lives in the workspace. */
export interface ReluForward {
  /** X, then the output of every hidden layer, each [n_l, m]. */
  readonly inputs: readonly Matrix[];
  /** Pre-activations Z_l of every layer, each [n_l, m]; the last are the logits. */
  readonly preActivations: readonly Matrix[];
  /** [n_L, m]. */
  readonly logits: Matrix;
  /** Targets in the order of the logits. */
  readonly targets: Float64Array;
}

/**
 * The forward pass of {@link reluNetwork}: Z_l = W_l A_(l-1) + b_l, A_l = max(Z_l, 0), examples in columns.
 *
 * Uses workspace slots from 2 on.
 *
 * @param sides - Of every hidden layer, the sides of its relus to take instead of its own, each [n_l, m].
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * const params = { W1: tensor([1, 1], [2]), b1: tensor([1, 1], [1]) };
 * reluForward(params, { X: tensor([1, 1], [3]), Y: [1] }).logits.data[0]; // 7
 */
export function reluForward(
  params: ReluNetworkParams,
  data: ReluNetworkData,
  sides?: readonly Uint8Array[],
): ReluForward {
  const layers = checkReluNetwork(params, data);
  const { X, Y } = data;
  const m = X.shape[1]!;
  const inputs: Matrix[] = [matrix(X.data, X.shape[0]!, m)];
  const preActivations: Matrix[] = [];
  for (let l = 1; l <= layers; l++) {
    const W = params[layerName('W', l)]!;
    const [rows, columns] = W.shape as [number, number];
    const Z = matrix(workspace(2 * l + 1, rows * m), rows, m);
    matmul(matrix(W.data, rows, columns), inputs[l - 1]!, Z);
    addToRows(Z.data, params[layerName('b', l)]!.data, rows, m);
    preActivations.push(Z);
    if (l === layers) break;
    const A = matrix(workspace(2 * l + 2, rows * m), rows, m);
    if (sides !== undefined) checkSides(`layer ${l}`, sides[l - 1], rows * m);
    reluActivation.apply(Z.data, A.data, rows * m, sides?.[l - 1]);
    inputs.push(A);
  }
  return { inputs, preActivations, logits: preActivations[layers - 1]!, targets: targetsOf(Y) };
}

function addToRows(z: Float64Array, bias: Float64Array, rows: number, m: number): void {
  for (let i = 0; i < rows; i++) {
    const shift = bias[i]!;
    for (let j = i * m; j < (i + 1) * m; j++) z[j] = z[j]! + shift;
  }
}

function targetsOf(Y: ReluNetworkData['Y']): Float64Array {
  if ('data' in Y) return Y.data;
  const targets = workspace(2, Y.length);
  for (let i = 0; i < Y.length; i++) targets[i] = Y[i]!;
  return targets;
}
