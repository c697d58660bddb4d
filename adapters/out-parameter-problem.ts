import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import { isPromise } from '../core/is-promise.ts';
import type { AsyncProblem, ValueAndGradient, ValueAndGradientProblem } from '../core/problem.ts';
import { flatten, unflatten } from '../core/tree.ts';

/** How an out-parameter is prepared. */
export interface OutParameterOptions {
  /** What every entry of the gradient holds before a call: 0 for a function that adds to it. Default: NaN. */
  readonly fill?: number;
}

/**
 * A problem from a function that writes its gradient into its second argument and returns the loss, as fmin and NLopt ask
 * for: `f(x, gradient)`, or `f(x, gradient, data)`. It may return a promise.
 *
 * The gradient is filled with NaN before each call, so that an entry which is never written is found.
 *
 * @param f - Takes the parameters, and a tree of the same form to fill in place.
 * @throws {@link UsageError} where `f` is no function.
 * @example
 * const problem = outParameterProblem((x: number[], gradient: number[]) => {
 *   gradient[0] = 2 * x[0]!;
 *   return x[0]! ** 2;
 * });
 * checkGradient(problem, { params: [3] }).verdict; // 'agrees'
 */
export function outParameterProblem<X extends object, D = undefined>(
  f: (x: X, gradient: X, data: D) => number,
  options?: OutParameterOptions,
): ValueAndGradientProblem<X, D>;
export function outParameterProblem<X extends object, D = undefined>(
  f: (x: X, gradient: X, data: D) => number | PromiseLike<number>,
  options?: OutParameterOptions,
): AsyncProblem<X, D>;
export function outParameterProblem<X extends object, D>(
  f: (x: X, gradient: X, data: D) => unknown,
  { fill = Number.NaN }: OutParameterOptions = {},
): unknown {
  if (typeof f !== 'function') {
    throw new UsageError(`f: expected a function f(x, gradient), came ${describe(f)}`);
  }
  return {
    name: f.name === '' ? 'gradient' : f.name,
    valueAndGradient: (x: X, data: D) => {
      const { flat, layout } = flatten(x);
      const gradient = unflatten(layout, flat.fill(fill)) as X;
      const both = (value: unknown) => ({ value, gradient }) as ValueAndGradient;
      const value = f(x, gradient, data);
      return isPromise(value) ? value.then(both) : both(value);
    },
  };
}
