import type { Tensor } from '../tensor.ts';
import { activationKernelOf } from './activations/activation-kernel-of.ts';
import { densePass } from './dense-pass.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';

/** The branches that a dense network takes at some parameters. */
export interface DenseBranches {
  /** Sides of every hidden layer, each [m, units]; undefined for a smooth activation. */
  readonly hidden: readonly Uint8Array[] | undefined;
  /** Active terms of the loss, [m, K]; undefined for a smooth one. */
  readonly loss: Uint8Array | undefined;
}

/**
 * Records the branches of a dense network at inputs X, for the frozen {@link denseLoss}.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseBranches(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' }).loss; // Uint8Array.of(0, 1)
 */
export function denseBranches(
  params: DenseParams,
  X: Tensor,
  data: DenseDataWithoutInputs,
  other?: string,
): DenseBranches {
  const { traces, logits, kernel, targets } = densePass(params, X, data, other);
  const { sides } = activationKernelOf(data.activation);
  return {
    hidden: sides && traces.slice(0, -1).map(({ preActivation: z }) => sides(z.data, z.rows * z.columns)),
    loss: kernel.sides?.(logits.data, targets, logits.rows, logits.columns),
  };
}
