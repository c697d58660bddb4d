import { type Tensor, tensor } from '../tensor.ts';

/** Order in which a matrix is filled or unrolled: `column-major` as Octave does it, `row-major` as NumPy does. */
export type Order = 'column-major' | 'row-major';

/** Options of {@link debugInitializeWeights}. */
export interface DebugInitializeWeightsOptions {
  /** Order in which the values fill the matrix; default `column-major`. The tensor itself is row-major always. */
  readonly order?: Order;
}

/**
 * Weights that are the same at every run and different from one another: sin(1), sin(2), ... over 10, bias column included.
 *
 * Fan-out comes first, as in Octave's ex4; handing over fan-in first gives the transposed layer, with as many numbers.
 *
 * @param fanOut - Units fed by the layer: the rows.
 * @param fanIn - Units feeding it, without the bias: one less than the columns.
 * @returns A new tensor [fanOut, fanIn + 1].
 * @throws RangeError when an extent is no integer, fan-out is below 1, fan-in below 0, or the order is unknown.
 * @example
 * debugInitializeWeights(5, 3).data[4] === Math.sin(2) / 10; // true
 */
export function debugInitializeWeights(
  fanOut: number,
  fanIn: number,
  { order = 'column-major' }: DebugInitializeWeightsOptions = {},
): Tensor {
  if (!(Number.isInteger(fanOut) && fanOut > 0))
    throw new RangeError(`fanOut is ${fanOut}, expected a positive integer`);
  if (!(Number.isInteger(fanIn) && fanIn >= 0)) throw new RangeError(`fanIn is ${fanIn}, expected an integer >= 0`);
  if (order !== 'column-major' && order !== 'row-major') {
    throw new RangeError(`order is ${JSON.stringify(order)}, expected 'column-major' or 'row-major'`);
  }
  const columns = fanIn + 1;
  const weights = tensor([fanOut, columns]);
  for (let i = 0; i < fanOut; i++) {
    for (let j = 0; j < columns; j++) {
      const n = order === 'column-major' ? j * fanOut + i : i * columns + j;
      weights.data[i * columns + j] = Math.sin(n + 1) / 10;
    }
  }
  return weights;
}
