import fc from 'fast-check';
import { checkGradientAsync } from '../core/check-gradient.ts';
import type { CheckOptions } from '../core/options.ts';
import type { AsyncProblem, Case } from '../core/problem.ts';
import type { PropertyReport } from '../core/results.ts';
import { checkPropertyAsync } from '../properties/check-property.ts';

/**
 * The report on the example itself: undefined where nothing is wrong there. Among drawn cases a loss that is not finite is no
 * failure; at the one case that somebody wrote down it is.
 */
export async function atExample<P, D>(
  problem: AsyncProblem<P, D>,
  example: Case<P, D>,
  check: CheckOptions,
): Promise<PropertyReport | undefined> {
  const report = await checkPropertyAsync(problem, fc.constant(example), { ...check, numRuns: 1, agreeing: 0 });
  if (!report.ok) return report;
  if (report.runs.invalid === 0) return undefined;
  const once = await checkGradientAsync(problem, example, check);
  if (once.verdict !== 'invalid') return undefined;
  return {
    ...report,
    ok: false,
    complaint: once.message,
    counterexample: {
      case: example,
      check: once,
      firstDiagnoses: [],
      seed: report.seed,
      // It was given, not drawn: no path leads to it.
      path: '',
      shrinks: 0,
      idle: [],
    },
  };
}
