import type { Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import { GOLDEN, NoiseLine } from './noise-line.ts';

/** Irregular, so that the plateaus of a loss computed in float32 cannot fall into step with them. */
const MULTIPLES = [0, 1, 3, 4, 8, 11, 17, 22, 31];
const SPACINGS = [2 ** -26, 2 ** -20, 2 ** -14];
const STRIDES = [GOLDEN, Math.SQRT2];
/** So many neighbouring values leave one contrast free of the first four powers; of many parameters each bends the loss. */
const WINDOW = 6;

/**
 * The absolute noise of a loss at unequal spacings, finer than those of a check: 0 where none was seen.
 *
 * ECNoise takes equal steps, and sees nothing where a loss moves by equal steps of a coarser arithmetic inside. Here every
 * six neighbouring values are combined so that polynomials up to degree four drop out (fifth divided differences, scaled to
 * weights of unit length): what is left of a smooth loss is its rounding. All values stand on one side of the point,
 * which may be a kink.
 */
export function* fineNoise(at: Float64Array, layout: Layout, loss: number): Steps<number> {
  let most = 0;
  // What moves in one direction may cancel in the loss.
  for (const stride of STRIDES) most = Math.max(most, yield* noiseAlong(stride, at, layout, loss));
  return most;
}

function* noiseAlong(stride: number, at: Float64Array, layout: Layout, loss: number): Steps<number> {
  for (const spacing of SPACINGS) {
    const line = new NoiseLine(at, layout, spacing, stride);
    const values = [loss];
    for (const multiple of MULTIPLES.slice(1)) values.push(yield line.at(multiple * spacing));
    // All on one plateau: its edges are further off.
    if (values.every((value) => value === loss)) continue;
    const noise = rootMeanSquare(contrasts(values));
    return Number.isFinite(noise) ? noise : 0;
  }
  return 0;
}

function contrasts(values: readonly number[]): number[] {
  return values.slice(WINDOW - 1).map((_, first) => {
    const places = MULTIPLES.slice(first, first + WINDOW);
    const weights = places.map((here) =>
      places.reduce((product, other) => (other === here ? product : product / (here - other)), 1),
    );
    const sum = weights.reduce((total, weight, i) => total + weight * (values[first + i]! - values[first]!), 0);
    return sum / Math.hypot(...weights);
  });
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
}
