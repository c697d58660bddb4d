import { checkSteps } from './check-steps.ts';
import { describe } from './describe.ts';
import type { Answering } from './drive.ts';
import { TreeError, UsageError } from './errors.ts';
import { Evaluator } from './evaluator.ts';
import { functionsOf } from './functions-of.ts';
import { invalid } from './invalid.ts';
import { JvpEvaluator } from './jvp-evaluator.ts';
import { jvpFunctionsOf } from './jvp-functions-of.ts';
import { jvpSteps } from './jvp-steps.ts';
import { type CheckOptions, readOptions, type Settings } from './options.ts';
import type { VjpProblem } from './problem.ts';
import type { GradientCheck } from './results.ts';
import type { Steps } from './stream.ts';
import { flatten, type Layout } from './tree.ts';

/** One part of a check and what answers it. */
export interface Part {
  readonly steps: Steps<GradientCheck>;
  readonly evaluator: Answering;
}

/**
 * Reads the problem and the point; a check ready to run, in two parts where both products are claimed.
 *
 * @param brief - Whether of causes only those matter that a block of one entry can show.
 */
export function prepare(
  problem: unknown,
  point: unknown,
  options: CheckOptions | undefined,
  brief = false,
): GradientCheck | readonly Part[] {
  const settings = { ...withDeclared(readOptions(options), problem), brief };
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
