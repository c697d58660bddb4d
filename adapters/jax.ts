export { type ArrayTree, type JaxOptions, jaxProblem } from './jax/jax-problem.ts';
