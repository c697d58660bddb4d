import type fc from 'fast-check';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { PropertyReport } from '../core/results.ts';
import { propertyText } from '../reports/property-text.ts';
import { checkProperty, checkPropertyAsync } from './check-property.ts';
import { GradientError } from './gradient-error.ts';
import type { PropertyOptions } from './property-options.ts';

/**
 * Checks a gradient over many drawn cases and throws where that is no pass.
 *
 * @throws {@link GradientError} whose message is the report on the minimal case.
 * @example
 * const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
 * assertProperty({ loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w }, cases);
 */
export function assertProperty<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): PropertyReport {
  return throwUnlessOk(checkProperty(problem, cases, options));
}

/** {@link assertProperty} for a loss or gradient that returns promises. */
export async function assertPropertyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): Promise<PropertyReport> {
  return throwUnlessOk(await checkPropertyAsync(problem, cases, options));
}

function throwUnlessOk(report: PropertyReport): PropertyReport {
  if (report.ok) return report;
  throw new GradientError(propertyText(report), report);
}
