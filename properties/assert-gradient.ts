import { checkGradient, checkGradientAsync } from '../core/check-gradient.ts';
import type { CheckOptions } from '../core/options.ts';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { GradientCheck } from '../core/results.ts';
import { checkText } from '../reports/check-text.ts';
import { GradientError } from './gradient-error.ts';

/**
 * Throws unless the gradient agrees with its loss at this point, or is a valid subgradient at a kink.
 *
 * @throws {@link GradientError} whose message is the report; an unresolved point throws as well, since it proves nothing.
 * @example
 * assertGradient({ loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w }, { params: 3 });
 */
export function assertGradient<P, D>(problem: Problem<P, D>, point: Case<P, D>, options?: CheckOptions): GradientCheck {
  return throwUnlessRight(checkGradient(problem, point, options), point, options, problem.name);
}

/** {@link assertGradient} for a loss or gradient that returns promises. */
export async function assertGradientAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  return throwUnlessRight(await checkGradientAsync(problem, point, options), point, options, problem.name);
}

function throwUnlessRight(
  check: GradientCheck,
  point: Case,
  options: CheckOptions | undefined,
  name: string | undefined,
): GradientCheck {
  if (check.verdict === 'agrees' || check.verdict === 'kink') return check;
  throw new GradientError(checkText(check, point, options, name), check);
}
