import type { Tensor } from '../tensor.ts';
import { denseBranches } from './dense-branches.ts';
import type { DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
import { labelTraits } from './traits/label-traits.ts';
import { marginTraits } from './traits/margin-traits.ts';
import { unitTraits } from './traits/unit-traits.ts';

/**
 * What a case of a dense network shows, for the coverage of a campaign: depth, activation and loss, its labels, dead and
 * active units of a relu, active terms of a hinge.
 *
 * @param other - Name of one more block in `params` that is no layer, such as `X`.
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label, name or lambda does not fit.
 * @example
 * const params = { W1: tensor([2, 1]), b1: tensor([2]) };
 * denseTraits(params, tensor([1, 1]), { y: [0], activation: 'relu', loss: 'hinge' })[0]; // 'depth 1'
 */
export function denseTraits(
  params: DenseParams,
  X: Tensor,
  data: DenseDataWithoutInputs,
  other?: string,
): readonly string[] {
  const { hidden, loss } = denseBranches(params, X, data, other);
  const depth = Object.keys(params).filter((name) => name.startsWith('W')).length;
  const widths = (hidden ?? []).map((_, l) => params[`W${l + 1}`]!.shape[0]!);
  const { y } = data;
  return [
    `depth ${depth}`,
    data.activation,
    data.loss,
    ...('data' in y ? [] : labelTraits(y)),
    ...(hidden === undefined ? [] : unitTraits(hidden, widths, 'rows')),
    ...(loss === undefined ? [] : marginTraits(loss, params[`W${depth}`]!.shape[0]!)),
  ];
}
