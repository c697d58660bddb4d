import type { Tensor } from '../../tensor.ts';
import { layerName } from '../layer-name.ts';
import type { ReluNetworkData, ReluNetworkParams } from '../relu-network-types.ts';
import { hasShape } from './has-shape.ts';
import { layerCount } from './layer-count.ts';
import { shapeError } from './shape-error.ts';

/**
 * Checks the parameters and data of {@link reluNetwork} and counts its layers.
 *
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape or a target does not fit.
 * @example
 * const params = { W1: tensor([1, 2]), b1: tensor([1, 1]) };
 * checkReluNetwork(params, { X: tensor([2, 3]), Y: [0, 1, 1] }); // 1
 */
export function checkReluNetwork(params: ReluNetworkParams, { X, Y }: ReluNetworkData): number {
  if (!hasShape(X, -1, -1) || X.shape[1] === 0) {
    throw shapeError('X', X, '[n0, m]', 'one example per column, at least one');
  }
  const layers = layerCount(params);
  let inputs = X.shape[0]!;
  for (let l = 1; l <= layers; l++) {
    const W = params[layerName('W', l)]!;
    const b = params[layerName('b', l)]!;
    if (!hasShape(W, -1, inputs)) {
      const from = l === 1 ? 'its columns are the rows of X' : `its columns are the rows of W${l - 1}`;
      throw shapeError(`W${l}`, W, `[n${l}, ${inputs}]`, from);
    }
    inputs = W.shape[0]!;
    if (!hasShape(b, inputs, 1)) throw shapeError(`b${l}`, b, `[${inputs}, 1]`, `one row per row of W${l}`);
  }
  checkTargets(Y, inputs, X.shape[1]!);
  return layers;
}

function checkTargets(Y: readonly number[] | Tensor, outputs: number, m: number): void {
  if (!Array.isArray(Y)) {
    const targets = Y as Tensor;
    const because = 'one row per output, one column per column of X';
    if (!hasShape(targets, outputs, m)) throw shapeError('Y', targets, `[${outputs}, ${m}]`, because);
    return;
  }
  if (outputs !== 1)
    throw new RangeError(`Y is a list, expected a tensor [${outputs}, ${m}]: there are ${outputs} outputs`);
  if (Y.length !== m) throw new RangeError(`Y has ${Y.length} numbers, expected ${m}: one per column of X`);
  for (let i = 0; i < m; i++) {
    const target: number = Y[i];
    if (!(target >= 0 && target <= 1)) throw new RangeError(`Y[${i}] is ${target}, expected a number in 0..1`);
  }
}
