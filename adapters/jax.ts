/**
 * Functions of jax-js as problems.
 *
 * @module gradcheck/jax
 */

export { type ArrayTree, type JaxOptions, jaxProblem } from './jax/jax-problem.ts';
