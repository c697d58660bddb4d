import { debugInitializeWeights } from '../core/models/debug-initialize-weights.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import type { RandomSource } from './random-source.ts';

/** How values are drawn; `debug` is sin(1..n)/10 as in debugInitializeWeights. */
export type Scheme = 'debug' | 'lattice' | 'normal' | 'uniform' | 'xavier' | 'he';

/** All schemes. */
export const SCHEMES: readonly Scheme[] = ['debug', 'lattice', 'normal', 'uniform', 'xavier', 'he'];

/**
 * Draws a tensor.
 *
 * - `debug`: sin(1..n)/10, column-major, no randomness
 * - `lattice`: halves in [-2, 2], where ties and zeros are common
 * - `normal`: standard normal; `uniform`: in [-1, 1)
 * - `xavier`: uniform, +-sqrt(6 / (in + out)) (Glorot and Bengio 2010, eq. 16)
 * - `he`: normal, standard deviation sqrt(2 / in) (He et al. 2015, eq. 10)
 *
 * @param shape - `[out, in]` for weights; a vector counts as a single column.
 */
export function drawValues(source: RandomSource, shape: readonly number[], scheme: Scheme): Tensor {
  const [rows = 1, columns = 1] = shape;
  const result = tensor(shape);
  const values = source.forBlock(result.data.length);
  if (scheme === 'debug') {
    // The helper adds a bias column of its own.
    result.data.set(debugInitializeWeights(rows, columns - 1).data);
    return result;
  }
  const draw = DRAWS[scheme];
  for (let i = 0; i < result.data.length; i++) result.data[i] = draw(values, rows, columns);
  return result;
}

const DRAWS: Readonly<
  Record<Exclude<Scheme, 'debug'>, (source: RandomSource, rows: number, columns: number) => number>
> = {
  lattice: (source) => source.integer(-4, 4) / 2,
  normal: (source) => source.normal(),
  uniform: (source) => 2 * source.uniform() - 1,
  xavier: (source, rows, columns) => (2 * source.uniform() - 1) * Math.sqrt(6 / (rows + columns)),
  he: (source, _rows, columns) => source.normal() * Math.sqrt(2 / columns),
};
