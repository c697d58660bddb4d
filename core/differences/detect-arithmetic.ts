import type { Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './arithmetic.ts';
import { NoiseLine } from './noise-line.ts';

/** Narrow steps first; a saturated loss moves only at wide ones. */
const STEPS = [2 ** -10, -(2 ** -9), 2 ** -6, -(2 ** -4), 2 ** -2];

/**
 * Whether a loss is computed in float32: its value, and those at irregular points nearby, are float32 numbers. Two losses
 * are spent where the first value is one, more only while the loss does not move; if it never does, the type of the
 * parameters decides.
 */
export function* detectArithmetic(at: Float64Array, layout: Layout, loss: number): Steps<Arithmetic> {
  if (Math.fround(loss) !== loss) return FLOAT64;
  const line = new NoiseLine(at, layout, STEPS[0]!);
  let moved = 0;
  for (const step of STEPS) {
    const value = yield line.at(step);
    if (Math.fround(value) !== value) return FLOAT64;
    if (value !== loss) moved++;
    if (moved === 2) return FLOAT32;
  }
  return moved > 0 || layout.blocks.some(({ type }) => type === 'float32') ? FLOAT32 : FLOAT64;
}
