import type { DenseData, DenseParams } from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { Draw } from '../quality/networks.ts';

/** A tanh network with softmax cross-entropy: normal inputs, weights scaled by their fan-in. */
export function randomNetwork(
  seed: number,
  sizes: readonly number[],
  m: number,
): Required<Case<DenseParams, DenseData>> {
  const draw = new Draw(seed);
  const normal = (shape: readonly number[], scale: number): Tensor => {
    const result = tensor(shape);
    for (let i = 0; i < result.data.length; i++) result.data[i] = scale * draw.normal();
    return result;
  };
  const X = normal([m, sizes[0]!], 1);
  const y = Array.from({ length: m }, () => draw.integer(0, sizes.at(-1)! - 1));
  const params: Record<string, Tensor> = {};
  for (let layer = 1; layer < sizes.length; layer++) {
    const [fanIn, fanOut] = [sizes[layer - 1]!, sizes[layer]!];
    params[`W${layer}`] = normal([fanOut, fanIn], 1 / Math.sqrt(fanIn));
    params[`b${layer}`] = normal([fanOut], 0.1);
  }
  return { params, data: { X, y, activation: 'tanh', loss: 'softmax-cross-entropy' } };
}
