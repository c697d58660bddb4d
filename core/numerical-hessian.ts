import { detectArithmetic } from './differences/detect-arithmetic.ts';
import { CoordinateLine, DirectionLine, scaleOf } from './differences/line.ts';
import { measureNoise } from './differences/noise.ts';
import { type Curvature, secondSlope } from './differences/second-slope.ts';
import { drive } from './drive.ts';
import { Evaluator } from './evaluator.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { Case } from './problem.ts';
import type { Steps } from './stream.ts';
import { type Tensor, tensor } from './tensor.ts';
import { flatten, type Layout } from './tree.ts';

/** A Hessian from differences of a loss, with what is known of its error. */
export interface NumericalHessian {
  /** [parameters, parameters], symmetric, in the order of the tree. */
  readonly hessian: Tensor;
  /** Of the same shape: how far each entry may be from the true second derivative. */
  readonly errorBound: Tensor;
  readonly evaluations: number;
  readonly noise: number;
}

/**
 * The Hessian of a loss by extrapolated second differences, with an error bound for every entry. Mixed derivatives come
 * from second derivatives along sums and differences of two coordinates: 4 h_ij = D2(e_i + e_j) - D2(e_i - e_j).
 *
 * A loss with n parameters costs about 16 n^2 evaluations; where a gradient is at hand, `numericalJacobian` of it is
 * cheaper and sharper.
 *
 * @param loss - `loss(params, data)`: a number.
 * @param point - `{ params, data }`, as for `checkGradient`.
 * @throws {@link TreeError} for params that are no tree of numbers; RangeError where the loss is no finite number there.
 * @example
 * const { hessian } = numericalHessian(([a = 0, b = 0]: number[]) => a * a * b, { params: [2, 3] });
 * hessian.data.map(Math.round).join(' '); // '6 4 4 0'
 */
export function numericalHessian<P, D>(
  loss: (params: P, data: D) => number,
  point: Case<P, D>,
  options?: Pick<CheckOptions, 'precision'>,
): NumericalHessian {
  const settings = readOptions(options);
  const { flat, layout } = flatten(point.params);
  const functions = { loss: loss as (params: unknown, data: unknown) => unknown, gradient: () => undefined };
  const evaluator = new Evaluator(functions, layout, point.data);
  return drive(hessianSteps(flat, layout, evaluator, settings), evaluator);
}

function* hessianSteps(
  at: Float64Array,
  layout: Layout,
  evaluator: Evaluator,
  settings: Settings,
): Steps<NumericalHessian> {
  const loss = yield at;
  if (!Number.isFinite(loss)) throw new RangeError(evaluator.failure?.message ?? `the loss is ${loss} at this point`);
  const arithmetic = settings.arithmetic ?? (yield* detectArithmetic(at, layout, loss));
  const noise = yield* measureNoise(at, layout, loss, arithmetic, 7);
  const n = at.length;
  const hessian = tensor([n, n]);
  const errorBound = tensor([n, n]);
  const put = (i: number, j: number, { value, bound }: Curvature): void => {
    hessian.data[i * n + j] = value;
    hessian.data[j * n + i] = value;
    errorBound.data[i * n + j] = bound;
    errorBound.data[j * n + i] = bound;
  };
  const line = new CoordinateLine(at, layout);
  for (let i = 0; i < n; i++) {
    line.select(i);
    put(i, i, yield* secondSlope(line, loss, noise, arithmetic));
    for (let j = 0; j < i; j++) {
      const [si, sj] = [scaleOf(at[i]!), scaleOf(at[j]!)];
      const along = (sign: number): DirectionLine => {
        const direction = new Float64Array(n);
        direction[i] = si;
        direction[j] = sign * sj;
        return new DirectionLine(at, direction, layout);
      };
      const sum = yield* secondSlope(along(1), loss, noise, arithmetic);
      const difference = yield* secondSlope(along(-1), loss, noise, arithmetic);
      const unit = 4 * si * sj;
      put(i, j, { value: (sum.value - difference.value) / unit, bound: (sum.bound + difference.bound) / unit });
    }
  }
  return { hessian, errorBound, evaluations: evaluator.losses, noise };
}
