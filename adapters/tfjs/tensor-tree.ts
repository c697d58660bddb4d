import * as tf from '@tensorflow/tfjs-core';
import { describe } from '../../core/describe.ts';
import type { Tensor } from '../../core/tensor.ts';
import { mapLeaves, mapTensors } from '../map-leaves.ts';

/** A tensor of tfjs, or a list or an object of these. */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [name: string]: TensorTree };

/** What a case may hold where a function of tfjs takes a tensor. */
export type TensorGiven =
  | number
  | Float32Array
  | Float64Array
  | NestedNumbers
  | { readonly shape: readonly number[]; readonly data: Float32Array | Float64Array | readonly number[] };

/** Numbers in arrays of arrays. */
export type NestedNumbers = readonly number[] | readonly NestedNumbers[];

/** The case that fits a function: numbers where it takes tensors, all else as it is. */
export type Given<T> = T extends tf.Tensor
  ? TensorGiven
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

/** Parameters as float32 tensors. */
export function paramsAsTensors(params: unknown): TensorTree {
  return mapLeaves(params, (values, { shape }) =>
    tf.tensor(Float32Array.from(values), [...shape], 'float32'),
  ) as TensorTree;
}

/** Data with its typed arrays and `{ shape, data }` as tensors; integers stay integers. */
export function dataAsTensors(data: unknown): unknown {
  return mapTensors(data, (values, shape) =>
    values instanceof Int32Array || values instanceof Uint8Array
      ? tf.tensor(Int32Array.from(values), [...shape], 'int32')
      : tf.tensor(Float32Array.from(values), [...shape], 'float32'),
  );
}

/** The tensors of a tree in their order. @throws TypeError where something else stands in it. */
export function tensorsIn(tree: TensorTree): readonly tf.Tensor[] {
  if (tree instanceof tf.Tensor) return [tree];
  if (typeof tree === 'object' && tree !== null) return Object.values(tree).flatMap(tensorsIn);
  throw new TypeError(`expected a tensor, or a list or an object of tensors, came ${describe(tree)}`);
}

/** The tree with other things in place of its tensors, in the same order. */
export function refill<T>(tree: TensorTree, items: readonly T[]): unknown {
  let next = 0;
  const fill = (part: TensorTree): unknown => {
    if (part instanceof tf.Tensor) return items[next++];
    if (Array.isArray(part)) return part.map(fill);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, fill(inner as TensorTree)]));
  };
  return fill(tree);
}

/** What was read back from a tensor. */
export function plainTensor({ shape }: tf.Tensor, values: ArrayLike<number>): Tensor<Float32Array> {
  return { shape: [...shape], data: Float32Array.from(values) };
}
