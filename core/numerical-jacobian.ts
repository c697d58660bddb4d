import type { Arithmetic } from './differences/arithmetic.ts';
import { detectOutputArithmetic } from './differences/detect-arithmetic.ts';
import { CoordinateLine } from './differences/line.ts';
import { NoiseLine } from './differences/noise-line.ts';
import { outputAt, vectorNoise, vectorSlopes } from './differences/vector-slopes.ts';
import { drive } from './drive.ts';
import { JvpEvaluator } from './jvp-evaluator.ts';
import { type CheckOptions, readOptions } from './options.ts';
import type { Case } from './problem.ts';
import type { Steps } from './stream.ts';
import { type Tensor, tensor } from './tensor.ts';
import { flatten, type Layout } from './tree.ts';

/** A Jacobian from differences of a forward pass, with what is known of its error. */
export interface NumericalJacobian {
  /** [outputs, parameters], both in the order of their trees; NaN where nothing could be said. */
  readonly jacobian: Tensor;
  /** Of the same shape: how far each entry may be from the true derivative. */
  readonly errorBound: Tensor;
  readonly evaluations: number;
  /** The largest absolute noise of an output at the point. */
  readonly noise: number;
}

/**
 * The Jacobian of a forward pass of any output by extrapolated central differences, with an error bound for every entry.
 * All outputs share the evaluations of a parameter.
 *
 * @param forward - `forward(params, data)`: a tree of numbers.
 * @param point - `{ params, data }`, as for `checkGradient`.
 * @param options - `precision` of the forward pass. Default: float32 where every output is a float32 number, else float64.
 * @throws {@link TreeError} for params or outputs that are no tree of numbers; whatever `forward` throws at the point.
 * @example
 * const { jacobian } = numericalJacobian(([a = 0, b = 0]: number[]) => [a * b, a + b], { params: [2, 3] });
 * jacobian.data.map(Math.round).join(' '); // '3 2 1 1'
 */
export function numericalJacobian<P, D>(
  forward: (params: P, data: D) => unknown,
  point: Case<P, D>,
  options?: Pick<CheckOptions, 'precision'>,
): NumericalJacobian {
  const { arithmetic } = readOptions(options);
  const { flat, layout } = flatten(point.params);
  const functions = { forward: forward as (params: unknown, data: unknown) => unknown, jvp: () => undefined };
  const evaluator = new JvpEvaluator(functions, layout, point.data);
  return drive(jacobianSteps(flat, layout, evaluator, arithmetic), evaluator);
}

function* jacobianSteps(
  at: Float64Array,
  layout: Layout,
  evaluator: JvpEvaluator,
  declared: Arithmetic | undefined,
): Steps<NumericalJacobian> {
  const output = yield* outputAt(at, 0);
  if (evaluator.failure) throw new RangeError(evaluator.failure.message);
  const arithmetic = declared ?? (yield* detectOutputArithmetic(at, layout, output));
  const spacing = Math.sqrt(arithmetic.unit);
  const noise = yield* vectorNoise(new NoiseLine(at, layout, spacing), spacing, output, arithmetic);
  const jacobian = tensor([output.length, at.length]);
  const errorBound = tensor([output.length, at.length]);
  const line = new CoordinateLine(at, layout);
  for (let j = 0; j < at.length; j++) {
    line.select(j);
    const slopes = yield* vectorSlopes(line, output, noise, arithmetic);
    for (const [i, { kind, value, bound, left, right }] of slopes.entries()) {
      const none = kind === 'none';
      jacobian.data[i * at.length + j] = none ? Number.NaN : value;
      errorBound.data[i * at.length + j] = none ? Number.POSITIVE_INFINITY : bound + Math.abs(right - left) / 2;
    }
  }
  const largest = noise.reduce((most, value) => Math.max(most, value), 0);
  return { jacobian, errorBound, evaluations: evaluator.outputs, noise: largest };
}
