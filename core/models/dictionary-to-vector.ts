import type { Tensor } from '../tensor.ts';
import { layerCount } from './checks/layer-count.ts';
import { layerName } from './layer-name.ts';

/**
 * Concatenates the blocks of a network in the order W1, b1, W2, b2, ..., whatever the order of the keys: an order
 * that differs between parameters and gradient makes a correct gradient look wrong by half.
 *
 * @throws TypeError when a block is missing or unknown.
 * @example
 * dictionaryToVector({ b1: tensor([1, 1], [3]), W1: tensor([1, 2], [1, 2]) }); // Float64Array.of(1, 2, 3)
 */
export function dictionaryToVector(params: Readonly<Record<string, Tensor>>): Float64Array {
  const layers = layerCount(params);
  const parts: Float64Array[] = [];
  for (let l = 1; l <= layers; l++) parts.push(params[layerName('W', l)]!.data, params[layerName('b', l)]!.data);
  const vector = new Float64Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    vector.set(part, at);
    at += part.length;
  }
  return vector;
}
