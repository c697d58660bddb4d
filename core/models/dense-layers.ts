import type { Tensor } from '../tensor.ts';
import { type Matrix, matrix } from './algebra/matrix.ts';
import { checkExamples } from './checks/check-examples.ts';
import { hasShape } from './checks/has-shape.ts';
import { layerCount } from './checks/layer-count.ts';
import { shapeError } from './checks/shape-error.ts';
import type { DenseParams } from './dense-types.ts';
import { layerName } from './layer-name.ts';

/** One layer's parameters. */
export interface DenseLayer {
  /** [out, in]. */
  readonly weights: Matrix;
  readonly bias: Float64Array;
}

/**
 * Reads the layers of a dense network from its blocks, and checks that they fit one another and the inputs.
 *
 * @param X - [m, n].
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @throws TypeError when a block is missing, unknown or no tensor, RangeError when a shape does not fit.
 * @example
 * denseLayers({ W1: tensor([3, 2]), b1: tensor([3]) }, tensor([5, 2])).length; // 1
 */
export function denseLayers(params: DenseParams, X: Tensor, other?: string): DenseLayer[] {
  checkExamples(X);
  const count = layerCount(params, other);
  const layers: DenseLayer[] = [];
  let inputs = X.shape[1]!;
  for (let l = 1; l <= count; l++) {
    const W = params[layerName('W', l)]!;
    const b = params[layerName('b', l)]!;
    if (!hasShape(W, -1, inputs)) {
      const from = l === 1 ? 'its columns are those of X' : `its columns are the rows of W${l - 1}`;
      throw shapeError(`W${l}`, W, `[n${l}, ${inputs}]`, from);
    }
    const units = W.shape[0]!;
    if (!hasShape(b, units)) throw shapeError(`b${l}`, b, `[${units}]`, `one bias per row of W${l}`);
    layers.push({ weights: matrix(W.data, units, inputs), bias: b.data });
    inputs = units;
  }
  return layers;
}
