import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { checkGradient } from '../../core/check-gradient.ts';
import type { Case, VjpProblem } from '../../core/problem.ts';
import type { Runs, Verdict } from '../../core/results.ts';
import type { AuditOutcome, OpAudit, Refusal } from './audit-results.ts';
import { mismatchAt } from './mismatch-at.ts';
import { pullBack } from './passes.ts';
import type { Recipe } from './recipe.ts';
import { refill, type TensorTree, tensorsIn } from './tensor-tree.ts';
import { tfProblem } from './tf-problem.ts';

interface Draws {
  readonly numRuns: number;
  readonly seed: number;
}

/**
 * Audits one recipe: all cases are judged, whatever comes of one, then the first that disagrees and the first that
 * throws are shrunk, each as such: an error that is raised is no silent one.
 */
export function auditRecipe(recipe: Recipe, order: 1 | 2, draws: Draws): OpAudit {
  const { op, form, cases, convention } = recipe;
  const problem = problemOf(recipe, order);
  const verdicts: Verdict[] = [];
  const all = fc.property(cases, (point) => {
    verdicts.push(judge(recipe, problem, point));
  });
  fc.assert(all, draws);
  const runs = tally(verdicts, draws.numRuns);
  const smallest = (verdict: Verdict): Case =>
    fc.check(
      fc.property(cases, (point) => judge(recipe, problem, point) !== verdict),
      draws,
    ).counterexample![0];
  const mismatch = runs.disagrees > 0 ? mismatchAt(problem, smallest('disagrees')) : undefined;
  const refusal = runs.invalid > 0 ? refusalAt(problem, smallest('invalid')) : undefined;
  return {
    op,
    form,
    order,
    outcome: outcomeOf(runs, refusal, convention),
    runs,
    ...(mismatch === undefined ? {} : { mismatch }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(convention === undefined ? {} : { convention }),
  };
}

/** The problem of a recipe at one order. */
export function problemOf({ op, call }: Recipe, order: 1 | 2): VjpProblem<unknown, unknown> {
  const f = call as (params: unknown, data: unknown) => TensorTree;
  const checked = order === 1 ? f : gradientOf(f);
  return tfProblem(checked as never, { name: op }) as unknown as VjpProblem<unknown, unknown>;
}

/** The gradient of `f` for a fixed upstream gradient, as a function to be differentiated in turn. */
function gradientOf(f: (params: unknown, data: unknown) => TensorTree) {
  return (params: TensorTree, data: unknown): TensorTree => {
    const output = f(params, data);
    const upstream = tensorsIn(output).map((y) => tf.reshape(tf.cos(tf.range(1, y.size + 1)), y.shape));
    const gradient = pullBack(f, params, refill(output, upstream) as TensorTree, data);
    const inputs = tensorsIn(params);
    // The gradient of a linear function does not depend on its inputs, which tfjs would refuse to differentiate.
    const connected = tensorsIn(gradient).map((g, i) => tf.add(g, tf.mul(inputs[i]!, 0)));
    return refill(params, connected) as TensorTree;
  };
}

/**
 * An accusation stands only if it does with another upstream gradient, other steps and other nudged points as well, and
 * away from kinks, where a convention may differ. A convention is shown wherever it does.
 */
function judge({ convention }: Recipe, problem: VjpProblem<unknown, unknown>, point: Case): Verdict {
  const { verdict } = checkGradient(problem, point);
  if (verdict !== 'disagrees') return verdict;
  if (checkGradient(problem, point, { seed: 1 }).verdict !== 'disagrees') return 'unresolved';
  const { analytic, numeric, left, right } = mismatchAt(problem, point);
  return convention === undefined && Math.abs(left - right) > Math.abs(analytic - numeric) / 4 ? 'kink' : 'disagrees';
}

function tally(verdicts: readonly Verdict[], asked: number): Runs {
  const runs = { asked, done: verdicts.length, agrees: 0, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
  for (const verdict of verdicts) runs[verdict]++;
  return runs;
}

function refusalAt(problem: VjpProblem<unknown, unknown>, point: Case): Refusal {
  const check = checkGradient(problem, point);
  return { case: point, message: check.verdict === 'invalid' ? check.message : 'did not reproduce' };
}

function outcomeOf(runs: Runs, refusal: Refusal | undefined, convention: string | undefined): AuditOutcome {
  if (runs.disagrees > 0) return convention === undefined ? 'mismatch' : 'convention';
  if (refusal !== undefined) return runs.agrees + runs.kink === 0 && isMissing(refusal) ? 'missing' : 'throws';
  return runs.agrees + runs.kink > 0 ? 'agrees' : 'unresolved';
}

function isMissing({ message }: Refusal): boolean {
  return /not registered for the backend|gradient function not found|Kernel '.*' not registered/.test(message);
}
