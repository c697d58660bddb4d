import type fc from 'fast-check';
import { checkGradient, checkGradientAsync } from '../core/check-gradient.ts';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { DetectionReport } from '../core/results.ts';
import { breathe } from './breathe.ts';
import { checkProperty, checkPropertyAsync } from './check-property.ts';
import type { DetectionOptions } from './controls/detection-options.ts';
import { detectionSteps } from './controls/detection-steps.ts';
import { readPropertyOptions } from './property-options.ts';

/**
 * Asks whether a campaign would notice a wrong gradient: plants the mistakes that gradients are known for in the one that
 * is given, and looks whether the same cases catch them.
 *
 * Factors, entries and rows, transposes and shifts, regularisers, examples of the batch, left-over and accumulated
 * gradients: each, for every block, is checked over cases until one fails. A fault that equals the right gradient in all
 * cases is `equivalent`; one that differs and passes `survived`, and is a hole in what is drawn or asked. Both say what to
 * draw instead.
 *
 * @param problem - The loss and its gradient, which must agree; `{ forward, jvp }` alone has no gradient to plant in.
 * @param cases - An arbitrary of `{ params, data }`.
 * @throws {@link UsageError} for a problem, an arbitrary or an option of the wrong form.
 * @example
 * const ridge = {
 *   loss: (w: number[], { lambda }: { lambda: number }) => w.reduce((sum, x) => sum + Math.sin(x) + lambda * x * x, 0),
 *   gradient: (w: number[], { lambda }: { lambda: number }) => w.map((x) => Math.cos(x) + 2 * lambda * x),
 * };
 * const cases = casesOf({ params: ['n'], data: { lambda: lambda() } }, { sizes: { n: [1, 3] }, as: 'nested' });
 * const { ok, killed, of } = checkDetection(ridge, cases, { seed: 1 });
 * ok; // true
 * killed === of; // true
 *
 * // With lambda 0 everywhere, nobody would notice that the regulariser is missing.
 * const without = cases.map(({ params }) => ({ params, data: { lambda: 0 } }));
 * const { rows } = checkDetection(ridge, without, { seed: 1 });
 * rows.find(({ fault }) => fault === 'dparams with data.lambda params too much')!.because; // 'data.lambda is 0 in all 40 cases; draw data.lambda other than 0'
 */
export function checkDetection<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: DetectionOptions,
): DetectionReport {
  const { check } = readPropertyOptions(options);
  const steps = detectionSteps(problem, cases, options);
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    if ('campaign' in request) step = steps.next(checkProperty(problem, cases, request.campaign));
    else if ('point' in request)
      step = steps.next(checkGradient(request.problem as Problem<P, D>, request.point, check));
    else {
      request.ask();
      step = steps.next(undefined);
    }
  }
  return step.value;
}

/** {@link checkDetection} for a loss or gradient that returns promises. */
export async function checkDetectionAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: DetectionOptions,
): Promise<DetectionReport> {
  const { check } = readPropertyOptions(options);
  const steps = detectionSteps(problem, cases, options);
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    await breathe();
    if ('campaign' in request) step = steps.next(await checkPropertyAsync(problem, cases, request.campaign));
    else if ('point' in request) step = steps.next(await checkGradientAsync(request.problem, request.point, check));
    else {
      await request.ask();
      step = steps.next(undefined);
    }
  }
  return step.value;
}
