import { describe } from './describe.ts';
import { UsageError } from './errors.ts';
import type { JvpFunctions } from './jvp-evaluator.ts';

/**
 * The forward pass and claimed products of a problem, or undefined where it claims no Jacobian-vector product.
 *
 * @throws {@link UsageError} where one of them is no function, or `forward` is missing.
 */
export function jvpFunctionsOf(problem: unknown): JvpFunctions | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const { forward, jvp, vjp } = problem as Record<string, unknown>;
  if (jvp === undefined) return undefined;
  for (const [name, value] of Object.entries({ forward, jvp, ...(vjp === undefined ? {} : { vjp }) })) {
    if (typeof value !== 'function')
      throw new UsageError(`problem.${name}: expected a function, came ${describe(value)}`);
  }
  const bound = (f: unknown): never => (f as () => unknown).bind(problem) as never;
  return { forward: bound(forward), jvp: bound(jvp), ...(vjp === undefined ? {} : { vjp: bound(vjp) }) };
}
