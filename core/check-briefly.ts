import type { CheckOptions } from './options.ts';
import type { AsyncProblem, Case, Problem } from './problem.ts';
import type { GradientCheck } from './results.ts';
import { runCheck, runCheckAsync } from './run-check.ts';

/**
 * `checkGradient` with the same verdict, but of causes only factors, zeros and regularisers are looked for: while a case
 * shrinks, hundreds of checks fail, and only causes that one entry can show must stay.
 */
export function checkBriefly<P, D>(problem: Problem<P, D>, point: Case<P, D>, options?: CheckOptions): GradientCheck {
  return runCheck(problem, point, options, true);
}

/** {@link checkBriefly} for a loss or gradient that returns promises. */
export function checkBrieflyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  return runCheckAsync(problem, point, options, true);
}
