import { type Tensor, tensor } from '../tensor.ts';
import { layerCount } from './checks/layer-count.ts';
import { layerName } from './layer-name.ts';

/**
 * Cuts a vector made by {@link dictionaryToVector} back into blocks.
 *
 * @param vector - W1, b1, W2, b2, ... one after the other.
 * @param like - Parameters whose blocks have the shapes wanted.
 * @throws RangeError when the vector is not as long as `like`, TypeError when `like` lacks a block or has an unknown one.
 * @example
 * const like = { W1: tensor([1, 2]), b1: tensor([1, 1]) };
 * vectorToDictionary(Float64Array.of(1, 2, 3), like).b1.data[0]; // 3
 */
export function vectorToDictionary(
  vector: Float64Array,
  like: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, Tensor>> {
  const layers = layerCount(like);
  const size = Object.values(like).reduce((total, { data }) => total + data.length, 0);
  if (vector.length !== size) throw new RangeError(`the vector has ${vector.length} numbers, expected ${size}`);
  const blocks: Record<string, Tensor> = {};
  let at = 0;
  for (let l = 1; l <= layers; l++) {
    for (const name of [layerName('W', l), layerName('b', l)]) {
      const { shape, data } = like[name]!;
      blocks[name] = tensor(shape, vector.subarray(at, at + data.length));
      at += data.length;
    }
  }
  return blocks;
}
