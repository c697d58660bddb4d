import fc from 'fast-check';
import { checkBriefly, checkBrieflyAsync } from '../core/check-briefly.ts';
import { checkGradient, checkGradientAsync } from '../core/check-gradient.ts';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { PropertyReport } from '../core/results.ts';
import { stepCurve, stepCurveAsync } from '../core/step-curve.ts';
import { campaignSteps } from './campaign-steps.ts';
import { observedProperty, observedPropertyAsync } from './gradient-property.ts';
import { type PropertyOptions, readPropertyOptions } from './property-options.ts';

/**
 * Checks a gradient over many drawn cases and reports what was found; never throws for a failure.
 *
 * A failing case is shrunk to a minimal one that fails in the same way. A campaign passes only if no case failed, all
 * were run, at least the share `agreeing` of them could be judged and agreed, and the labels in `cover` were met: kinks
 * and noise do not pass for proof.
 *
 * @param problem - The loss and its claimed gradient.
 * @param cases - An arbitrary of `{ params, data }`.
 * @throws {@link UsageError} for a problem, an arbitrary or an option of the wrong form.
 * @example
 * const problem = { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
 * const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
 * checkProperty(problem, cases).ok; // true
 */
export function checkProperty<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): PropertyReport {
  const campaign = readPropertyOptions(options);
  const steps = campaignSteps(problem, cases, campaign);
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    step = steps.next(
      'point' in request
        ? (request.brief ? checkBriefly : checkGradient)(problem, request.point, campaign.check)
        : 'curveAt' in request
          ? stepCurve(problem, request.curveAt, request.entry)
          : fc.check(observedProperty(problem, request.cases, campaign.check, request.witness), request.parameters),
    );
  }
  return step.value;
}

/** {@link checkProperty} for a loss or gradient that returns promises. */
export async function checkPropertyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): Promise<PropertyReport> {
  const campaign = readPropertyOptions(options);
  const steps = campaignSteps(problem, cases, campaign);
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    step = steps.next(
      'point' in request
        ? await (request.brief ? checkBrieflyAsync : checkGradientAsync)(problem, request.point, campaign.check)
        : 'curveAt' in request
          ? await stepCurveAsync(problem, request.curveAt, request.entry)
          : await fc.check(
              observedPropertyAsync(problem, request.cases, campaign.check, request.witness),
              request.parameters,
            ),
    );
  }
  return step.value;
}
