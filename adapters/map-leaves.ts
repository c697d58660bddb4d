import { isPlainObject, type Leaf, readLeaf } from '../core/leaf.ts';

/**
 * A tree of parameters with every leaf replaced, for libraries that have tensors of their own.
 *
 * @param make - What stands in place of a leaf; it is given the entries in row-major order, as float32 where the leaf is.
 * @throws {@link TreeError} for a leaf that holds no numbers.
 */
export function mapLeaves<T>(tree: unknown, make: (values: Float32Array | Float64Array, leaf: Leaf) => T): unknown {
  const leaf = readLeaf(tree, 'params');
  if (leaf !== undefined) {
    const values = new Float64Array(leaf.shape.reduce((product, extent) => product * extent, 1));
    leaf.write(values, 0);
    return make(leaf.type === 'float32' ? Float32Array.from(values) : values, leaf);
  }
  if (Array.isArray(tree)) return tree.map((item) => mapLeaves(item, make));
  return Object.fromEntries(Object.entries(tree as object).map(([key, item]) => [key, mapLeaves(item, make)]));
}

/** The same for data: only typed arrays and `{ shape, data }` are tensors there, all else stays as it is. */
export function mapTensors<T>(
  data: unknown,
  make: (values: ArrayLike<number>, shape: readonly number[]) => T,
): unknown {
  if (ArrayBuffer.isView(data)) {
    const values = data as unknown as ArrayLike<number>;
    return make(values, [values.length]);
  }
  if (Array.isArray(data)) return data.map((item) => mapTensors(item, make));
  if (!isPlainObject(data)) return data;
  if ('shape' in data && 'data' in data) {
    return make(data.data as ArrayLike<number>, data.shape as readonly number[]);
  }
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, mapTensors(item, make)]));
}
