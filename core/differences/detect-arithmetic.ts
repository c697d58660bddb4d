import type { Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import { type Arithmetic, FLOAT32, FLOAT64 } from './arithmetic.ts';
import { DirectionLine, type Line, scaleOf } from './line.ts';
import { outputAt } from './vector-slopes.ts';

/** Narrow steps first; a saturated loss moves only at wide ones. */
const STEPS = [2 ** -10, -(2 ** -9), 2 ** -6, -(2 ** -4), 2 ** -2];

/**
 * Whether a loss is computed in float32: its value, and those at irregular points nearby, are float32 numbers. Two losses
 * are spent where the first value is one, more only while the loss does not move; if it never does, the type of the
 * parameters decides.
 */
export function* detectArithmetic(at: Float64Array, layout: Layout, loss: number): Steps<Arithmetic> {
  if (Math.fround(loss) !== loss) return FLOAT64;
  const line = irregularLine(at, layout);
  let moved = 0;
  for (const step of STEPS) {
    const value = yield line.at(step);
    if (Math.fround(value) !== value) return FLOAT64;
    if (value !== loss) moved++;
    if (moved === 2) return FLOAT32;
  }
  return moved > 0 || layout.blocks.some(({ type }) => type === 'float32') ? FLOAT32 : FLOAT64;
}

/** {@link detectArithmetic} for a forward pass: float32 where every output is a float32 number, here and nearby. */
export function* detectOutputArithmetic(at: Float64Array, layout: Layout, output: Float64Array): Steps<Arithmetic> {
  if (!output.every(isSingle)) return FLOAT64;
  const line = irregularLine(at, layout);
  let moved = 0;
  for (const step of STEPS) {
    const values = yield* outputAt(line.at(step), output.length);
    if (!values.every(isSingle)) return FLOAT64;
    if (values.some((value, i) => value !== output[i])) moved++;
    if (moved === 2) return FLOAT32;
  }
  return moved > 0 || layout.blocks.some(({ type }) => type === 'float32') ? FLOAT32 : FLOAT64;
}

function isSingle(value: number): boolean {
  return Object.is(Math.fround(value), value);
}

/**
 * Moves every parameter by a share of its size that has nothing to do with that of another: by multiples of one
 * irrational number, a loss with small integer coefficients could move by a float32 number exactly.
 */
function irregularLine(at: Float64Array, layout: Layout): Line {
  const direction = at.map((x, i) => {
    const wave = 43758.5453 * Math.sin(i + 1);
    return (wave - Math.floor(wave) - 0.5) * scaleOf(x);
  });
  return new DirectionLine(at, direction, layout);
}
