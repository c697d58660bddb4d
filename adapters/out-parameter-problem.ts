import type { ValueAndGradientProblem } from '../core/problem.ts';

/**
 * A problem from a function that writes its gradient into its second argument and returns the loss, as fmin and numeric
 * ask for: `f(x, gradient)`, or `f(x, gradient, data)`.
 *
 * The gradient is filled with NaN before each call, so that an entry which is never written is found.
 *
 * @param f - Takes the parameters as a plain array or typed array, and an array of the same kind and length to fill.
 * @example
 * const problem = outParameterProblem((x: number[], gradient: number[]) => {
 *   gradient[0] = 2 * x[0]!;
 *   return x[0]! ** 2;
 * });
 * checkGradient(problem, { params: [3] }).verdict; // 'agrees'
 */
export function outParameterProblem<X extends number[] | Float64Array | Float32Array, D = undefined>(
  f: (x: X, gradient: X, data: D) => number,
): ValueAndGradientProblem<X, D> {
  return {
    name: f.name === '' ? 'gradient' : f.name,
    valueAndGradient: (x, data) => {
      const gradient = x.slice().fill(Number.NaN) as X;
      const value = f(x, gradient, data);
      return { value, gradient };
    },
  };
}
