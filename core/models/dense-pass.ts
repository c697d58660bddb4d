import type { Tensor } from '../tensor.ts';
import type { Matrix } from './algebra/matrix.ts';
import { checkRegulariser } from './checks/check-regulariser.ts';
import { type DenseLayerTrace, denseForward } from './dense-forward.ts';
import { type DenseHead, denseHead } from './dense-head.ts';
import { denseLayers } from './dense-layers.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';

/** A dense network from its inputs up to its logits, and the loss on top of them. */
export interface DensePass extends DenseHead {
  /** From the first layer to the last. */
  readonly traces: readonly DenseLayerTrace[];
  /** [m, K]. */
  readonly logits: Matrix;
  readonly lambda: number;
  readonly regularise: 'weights' | 'all';
}

/**
 * Checks parameters and data of a dense network and runs it forward, for its loss, its gradient and its branches.
 *
 * What it returns is valid until the next forward pass.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @param sides - Of each hidden layer, the sides of a kinked activation to take instead of its own.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1], [1, 3]), b1: tensor([2]) };
 * densePass(params, tensor([1, 1], [2]), { y: [0], activation: 'relu', loss: 'hinge' }).logits.data[1]; // 6
 */
export function densePass(
  params: DenseParams,
  X: Tensor,
  data: DenseDataWithoutInputs,
  other?: string,
  sides?: readonly Uint8Array[],
): DensePass {
  const { lambda = 0, regularise = 'weights' } = data;
  const layers = denseLayers(params, X, other);
  checkRegulariser(lambda, regularise);
  const traces = denseForward(layers, X, data.activation, sides);
  const logits = traces[layers.length - 1]!.output;
  const { kernel, targets } = denseHead(data.loss, data.y, logits.rows, logits.columns);
  return { traces, logits, kernel, targets, lambda, regularise };
}
