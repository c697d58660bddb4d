import { checkGradient } from './check-gradient.ts';
import { checkSymmetry } from './check-symmetry.ts';
import { describe } from './describe.ts';
import { UsageError } from './errors.ts';
import type { CheckOptions } from './options.ts';
import type { Case, JvpProblem, VjpProblem } from './problem.ts';
import type { GradientCheck } from './results.ts';
import { flatten, unflatten } from './tree.ts';

/** A gradient with its claimed second order: the Hessian, its products with vectors, or nothing but itself. */
export interface HessianProblem<P, D> {
  readonly name?: string;
  /** A tree like `params`; taken for right here. */
  readonly gradient: (params: P, data: D) => unknown;
  /** The Hessian times a vector; a tree like `params` for a tree like `params`. */
  readonly hvp?: (params: P, vector: P, data: D) => unknown;
  /** The whole Hessian, row by row in the order of the tree: nested arrays or a tensor of shape [n, n]. */
  readonly hessian?: (params: P, data: D) => unknown;
}

/**
 * Compares a claimed Hessian, or Hessian-vector products, with differences of the gradient, and asks that it be symmetric.
 * With neither given, only the gradient itself is asked: its own differences must be symmetric, else it is the gradient
 * of no loss at all.
 *
 * @param problem - `{ gradient, hvp }`, `{ gradient, hessian }` or `{ gradient }`.
 * @returns As `checkGradient`; the blocks are those of the product with a random vector.
 * @example
 * const problem = {
 *   gradient: ([a = 0, b = 0]: number[]) => [2 * a * b, a * a],
 *   hvp: ([a = 0, b = 0]: number[], [u = 0, v = 0]: number[]) => [2 * b * u + 2 * a * v, 2 * a * u],
 * };
 * checkHessian(problem, { params: [2, 3] }).verdict; // 'agrees'
 */
export function checkHessian<P, D>(
  problem: HessianProblem<P, D>,
  point: Case<P, D>,
  options?: CheckOptions,
): GradientCheck {
  if (typeof problem !== 'object' || problem === null)
    throw new UsageError(`problem: expected { gradient }, with hvp or hessian or alone, came ${describe(problem)}`);
  const { gradient, hvp, hessian } = problem;
  for (const [name, value] of Object.entries({ hvp, hessian })) {
    if (value !== undefined && typeof value !== 'function')
      throw new UsageError(`problem.${name}: expected a function, came ${describe(value)}`);
  }
  if (typeof gradient !== 'function')
    throw new UsageError('problem.gradient: missing; a Hessian is checked against differences of it');
  const product = hvp ?? (hessian && productOf(hessian));
  if (product === undefined) return checkSymmetry(gradient, point, options);
  // The Hessian is symmetric, so that its product is its own adjoint: the dot-product test asks just that.
  const both: JvpProblem<P, D> & VjpProblem<P, D> = {
    forward: gradient,
    jvp: product,
    vjp: (params, cotangent, data) => product(params, cotangent as P, data),
  };
  return checkGradient(both, point, options);
}

function productOf<P, D>(hessian: (params: P, data: D) => unknown): (params: P, vector: P, data: D) => unknown {
  return (params, vector, data) => {
    const rows = flatten(hessian(params, data), 'hessian').flat;
    const { flat, layout } = flatten(vector);
    const n = flat.length;
    if (rows.length !== n * n) throw new RangeError(`hessian holds ${rows.length} numbers, expected ${n} x ${n}`);
    const product = flat.map((_, i) => flat.reduce((sum, v, j) => sum + rows[i * n + j]! * v, 0));
    return unflatten(layout, product);
  };
}
