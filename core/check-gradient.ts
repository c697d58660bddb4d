import { checkSteps } from './check-steps.ts';
import { describe } from './describe.ts';
import { type Answering, drive, driveAsync } from './drive.ts';
import { TreeError, UsageError } from './errors.ts';
import { Evaluator } from './evaluator.ts';
import { functionsOf } from './functions-of.ts';
import { invalid } from './invalid.ts';
import { JvpEvaluator } from './jvp-evaluator.ts';
import { jvpFunctionsOf } from './jvp-functions-of.ts';
import { jvpSteps } from './jvp-steps.ts';
import { mergeChecks } from './merge-checks.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { AsyncProblem, Case, Problem, VjpProblem } from './problem.ts';
import type { GradientCheck } from './results.ts';
import type { Steps } from './stream.ts';
import { flatten, type Layout } from './tree.ts';

/**
 * Compares a claimed gradient with central differences of its loss at one point.
 *
 * Every entry is judged against a numerical slope that carries an error bound (Ridders' extrapolation, noise by ECNoise),
 * so that the verdict is `disagrees` only beyond what the differences can be wrong by, and `agrees` only where they are
 * fine enough to tell. Never throws for what the loss or the gradient does: that is a verdict too.
 *
 * @param problem - `{ loss, gradient }`, `{ valueAndGradient }`, or a forward pass of any output with its claimed products
 * `{ forward, vjp }`, `{ forward, jvp }`, or both, which must then be adjoint to each other.
 * @param point - `{ params, data }`: numbers, arrays, typed arrays, `{ shape, data }` tensors, or objects of these.
 * @param options - See {@link CheckOptions}.
 * @throws {@link UsageError} for a problem or an option of the wrong form.
 * @example
 * const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * checkGradient(problem, { params: 3 }).verdict; // 'agrees'
 */
export function checkGradient<P, D>(problem: Problem<P, D>, point: Case<P, D>, options?: CheckOptions): GradientCheck {
  const prepared = prepare(problem, point, options);
  if ('verdict' in prepared) return prepared;
  return prepared.map(({ steps, evaluator }) => drive(steps, evaluator)).reduce(mergeChecks);
}

/** {@link checkGradient} for a loss or gradient that returns promises. */
export async function checkGradientAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  const prepared = prepare(problem, point, options);
  if ('verdict' in prepared) return prepared;
  const checks: GradientCheck[] = [];
  for (const { steps, evaluator } of prepared) checks.push(await driveAsync(steps, evaluator));
  return checks.reduce(mergeChecks);
}

/** One part of a check and what answers it. */
interface Part {
  readonly steps: Steps<GradientCheck>;
  readonly evaluator: Answering;
}

/** Reads the problem and the point; a check ready to run, in two parts where both products are claimed. */
function prepare(problem: unknown, point: unknown, options: CheckOptions | undefined): GradientCheck | readonly Part[] {
  const settings = withDeclared(readOptions(options), problem);
  if (typeof point !== 'object' || point === null || !('params' in point)) {
    throw new UsageError(`case: expected { params, data }, came ${describe(point)}`);
  }
  const data = 'data' in point ? point.data : undefined;
  const products = jvpFunctionsOf(problem);
  const functions =
    products !== undefined && products.vjp === undefined ? undefined : functionsOf(problem, settings.seed);
  let tree: { flat: Float64Array; layout: Layout };
  try {
    tree = flatten(point.params);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return invalid({ reason: 'unsupported-params', message: error.message }, settings, { loss: 0, gradient: 0 });
  }
  const { flat, layout } = tree;
  const parts: Part[] = [];
  if (functions) {
    const evaluator = new Evaluator(functions, layout, data);
    parts.push({ steps: checkSteps(flat, layout, evaluator, settings), evaluator });
  }
  if (products) {
    const evaluator = new JvpEvaluator(products, layout, data);
    parts.push({ steps: jvpSteps(flat, layout, evaluator, settings), evaluator });
  }
  return parts;
}

/** The settings with the precision that the problem itself declares, where the options say none. */
function withDeclared(settings: Settings, problem: unknown): Settings {
  const precision = (problem as Partial<VjpProblem<unknown, unknown>> | null | undefined)?.precision;
  if (precision === undefined || settings.arithmetic !== undefined) return settings;
  return { ...settings, arithmetic: readOptions({ precision }).arithmetic };
}
