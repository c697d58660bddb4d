import { describe } from './describe.ts';
import { CoordinateLine, scaleOf } from './differences/line.ts';
import { drive, driveAsync } from './drive.ts';
import { UsageError } from './errors.ts';
import { Evaluator } from './evaluator.ts';
import { functionsOf } from './functions-of.ts';
import type { AsyncProblem, Case, Problem } from './problem.ts';
import type { StepCurve } from './results.ts';
import type { Steps } from './stream.ts';
import { entryName, flatten, type Layout } from './tree.ts';

/** Steps from 2^-1 to 2^-39 of the natural step of the parameter, by fours. */
const POINTS = 20;
const RATIO = 4;

/**
 * The differences of a loss in one entry at steps from wide to narrow: how their error falls with the step, and where
 * rounding takes over, tells a wrong gradient from a difference that is not good enough.
 *
 * Extrapolated is one step of Richardson's on the central differences: (16 c(h) - c(4h)) / 15, which errs by h^4.
 *
 * @param entry - Its name, such as `W2[0,3]`.
 * @throws {@link UsageError} for an entry that the parameters do not have; {@link TreeError} for params that are no tree.
 * @example
 * const cube = { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
 * stepCurve(cube, { params: 1 }, 'params').points[0]; // { step: 0.5, left: 1.75, right: 4.75, central: 3.25, extrapolated: NaN }
 */
export function stepCurve<P, D>(problem: Problem<P, D>, point: Case<P, D>, entry: string): StepCurve {
  const { steps, evaluator } = prepare(problem, point, entry);
  return drive(steps, evaluator);
}

/** {@link stepCurve} for a loss that returns promises. */
export async function stepCurveAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  entry: string,
): Promise<StepCurve> {
  const { steps, evaluator } = prepare(problem, point, entry);
  return await driveAsync(steps, evaluator);
}

function prepare(problem: unknown, { params, data }: Case, entry: string) {
  const { flat, layout } = flatten(params);
  const index = flat.findIndex((_, i) => entryName(layout, i) === entry);
  if (index < 0) throw new UsageError(`entry: params has no ${describe(entry)}`);
  const evaluator = new Evaluator(functionsOf(problem, 0), layout, data);
  return { steps: curveSteps(flat, layout, index), evaluator };
}

function* curveSteps(at: Float64Array, layout: Layout, index: number): Steps<StepCurve> {
  const loss = yield at;
  const line = new CoordinateLine(at, layout);
  line.select(index);
  const points: StepCurve['points'][number][] = [];
  let step = scaleOf(at[index]!) / 2;
  for (let n = 0; n < POINTS; n++, step /= RATIO) {
    const above = yield line.at(step);
    const up = line.realised;
    const below = yield line.at(-step);
    const down = -line.realised;
    if (!(up > 0 && down > 0)) break;
    const right = (above - loss) / up;
    const left = (loss - below) / down;
    const central = (above - below) / (up + down);
    const wider = points.at(-1)?.central ?? Number.NaN;
    points.push({ step, left, right, central, extrapolated: (RATIO ** 2 * central - wider) / (RATIO ** 2 - 1) });
  }
  return { entry: entryName(layout, index), loss, points };
}
