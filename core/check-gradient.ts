import type { CheckOptions } from './options.ts';
import type { AsyncProblem, Case, Problem } from './problem.ts';
import type { GradientCheck } from './results.ts';
import { runCheck, runCheckAsync } from './run-check.ts';

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
  return runCheck(problem, point, options);
}

/** {@link checkGradient} for a loss or gradient that returns promises. */
export function checkGradientAsync<P, D>(
  problem: AsyncProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): Promise<GradientCheck> {
  return runCheckAsync(problem, point, options);
}
