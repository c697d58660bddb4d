import { debugInitializeWeights } from '../core/models/debug-initialize-weights.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { drawOrthogonal } from './orthogonal.ts';
import type { RandomSource } from './random-source.ts';
import { drawRegime, REGIMES, type Regime } from './regime.ts';

/** How weights are drawn; `debug` is sin(1..n)/10 as in debugInitializeWeights. */
export type Scheme = (typeof SCHEMES)[number];

/** All schemes. */
export const SCHEMES = ['debug', 'lattice', 'normal', 'uniform', 'xavier', 'he', 'orthogonal', 'extreme'] as const;

/** What networks are drawn from unless told otherwise; `extreme` is there for the asking. */
export const SCHEME_MIX: readonly Scheme[] = ['debug', 'lattice', 'normal', 'uniform', 'xavier', 'he', 'orthogonal'];

/**
 * Draws a tensor, by a scheme for weights or by a regime for any values.
 *
 * - `debug`: sin(1..n)/10, column-major, no randomness
 * - `xavier`: uniform, +-sqrt(6 / (in + out)) (Glorot and Bengio 2010, eq. 16)
 * - `he`: normal, standard deviation sqrt(2 / in) (He et al. 2015, eq. 10)
 * - `orthogonal`: orthonormal rows or columns (Saxe et al. 2013)
 * - `extreme`: ±0.001, ±1, ±40 or ±1000 times a number in [1, 2): saturated, and overflowing in an exp
 * - the others are those of {@link REGIMES}
 *
 * @param shape - `[out, in]` for weights; a vector counts as a single column.
 */
export function drawValues(source: RandomSource, shape: readonly number[], scheme: Scheme | Regime): Tensor {
  const [rows = 1, columns = 1] = shape;
  const result = tensor(shape);
  const values = source.forBlock(result.data.length);
  if (isRegime(scheme)) result.data.set(drawRegime(values, result.data.length, scheme));
  // The helper adds a bias column of its own.
  else if (scheme === 'debug') result.data.set(debugInitializeWeights(rows, result.data.length / rows - 1).data);
  else if (scheme === 'orthogonal') result.data.set(drawOrthogonal(values, rows, result.data.length / rows).data);
  else {
    const draw = DRAWS[scheme];
    for (let i = 0; i < result.data.length; i++) result.data[i] = draw(values, rows, columns);
  }
  return result;
}

function isRegime(name: Scheme | Regime): name is Regime {
  return (REGIMES as readonly string[]).includes(name);
}

const DRAWS: Readonly<
  Record<'xavier' | 'he' | 'extreme', (source: RandomSource, rows: number, columns: number) => number>
> = {
  xavier: (source, rows, columns) => (2 * source.uniform() - 1) * Math.sqrt(6 / (rows + columns)),
  he: (source, _rows, columns) => source.normal() * Math.sqrt(2 / columns),
  extreme: (source) => source.pick([1, -1]) * source.pick([1e-3, 1, 40, 1000]) * (1 + source.uniform()),
};
