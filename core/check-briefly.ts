import { drive, driveAsync } from './drive.ts';
import { mergeChecks } from './merge-checks.ts';
import type { CheckOptions } from './options.ts';
import { prepare } from './prepare.ts';
import type { AsyncProblem, Case, Problem } from './problem.ts';
import type { GradientCheck } from './results.ts';

/**
 * `checkGradient` with the same verdict, but of causes only factors, zeros and regularisers are looked for: while a case
 * shrinks, hundreds of checks fail, and only causes that one entry can show must stay.
 */
export function checkBriefly<P, D>(problem: Problem<P, D>, point: Case<P, D>, options?: CheckOptions): GradientCheck {
  const prepared = prepare(problem, point, options, true);
  if ('verdict' in prepared) return prepared;
  return prepared.map(({ steps, evaluator }) => drive(steps, evaluator)).reduce(mergeChecks);
}

/** {@link checkBriefly} for a loss or gradient that returns promises. */
export async function checkBrieflyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  const prepared = prepare(problem, point, options, true);
  if ('verdict' in prepared) return prepared;
  const checks: GradientCheck[] = [];
  for (const { steps, evaluator } of prepared) checks.push(await driveAsync(steps, evaluator));
  return checks.reduce(mergeChecks);
}
