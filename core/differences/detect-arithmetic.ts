import type { Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './arithmetic.ts';
import { NoiseLine } from './noise-line.ts';

/** Wide enough to change a float32 loss, narrow enough to stay nearby. */
const SPACING = 2 ** -10;

/**
 * Whether a loss is computed in float32: its value, and those at two irregular points nearby, are float32 numbers. Two
 * losses are spent only where the first value is one, and a loss that does not move tells nothing.
 */
export function* detectArithmetic(at: Float64Array, layout: Layout, loss: number): Steps<Arithmetic> {
  if (Math.fround(loss) !== loss) return FLOAT64;
  const line = new NoiseLine(at, layout, SPACING);
  let moved = false;
  for (const t of [SPACING, -2 * SPACING]) {
    const value = yield line.at(t);
    if (Math.fround(value) !== value) return FLOAT64;
    moved ||= value !== loss;
  }
  return moved ? FLOAT32 : FLOAT64;
}
