/** A dense array in row-major order: `data.length` is the product of `shape`. */
export interface Tensor<A extends Float64Array | Float32Array = Float64Array> {
  readonly shape: readonly number[];
  readonly data: A;
}

/**
 * Makes a float64 tensor, filled with zeros unless values are given.
 *
 * @param shape - Extent of every axis, e.g. `[3, 5]` for three rows of five.
 * @param values - Row-major entries; their number must be the product of `shape`.
 * @throws RangeError when the number of values does not fit the shape.
 * @example
 * tensor([2, 2], [1, 2, 3, 4]).data[3]; // 4
 */
export function tensor(shape: readonly number[], values?: ArrayLike<number>): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (values !== undefined && values.length !== size) {
    throw new RangeError(`shape [${shape.join(', ')}] holds ${size} values, but ${values.length} were given`);
  }
  return { shape: [...shape], data: values === undefined ? new Float64Array(size) : Float64Array.from(values) };
}
