import { describe } from './describe.ts';
import { UsageError } from './errors.ts';
import type { Fn, Functions } from './functions.ts';
import { isPromise } from './is-promise.ts';
import { projected } from './projected.ts';
import { sweepingOf } from './sweep.ts';

const FORMS = '{ loss, gradient }, { valueAndGradient }, { forward, vjp } or { forward, jvp }';

/**
 * Reads a problem of any form.
 *
 * @param seed - Of the cotangent with which a vector-valued forward pass is projected.
 * @throws {@link UsageError} naming the function that is missing or is none.
 */
export function functionsOf(problem: unknown, seed: number): Functions {
  if (typeof problem !== 'object' || problem === null) {
    throw new UsageError(`problem: expected ${FORMS}, came ${describe(problem)}`);
  }
  const given = problem as Record<string, unknown>;
  const has = (name: string): boolean => given[name] !== undefined;
  for (const name of [
    'loss',
    'gradient',
    'valueAndGradient',
    'forward',
    'vjp',
    'jvp',
    'lossBatch',
    'frozen',
    'classify',
  ]) {
    if (has(name) && typeof given[name] !== 'function') {
      throw new UsageError(`problem.${name}: expected a function, came ${describe(given[name])}`);
    }
  }
  const bound = (name: string): Fn => (given[name] as Fn).bind(problem);
  if (has('valueAndGradient')) {
    if (has('loss') || has('gradient')) {
      throw new UsageError('problem: give either valueAndGradient or loss and gradient, not both');
    }
    return { loss: part(bound('valueAndGradient'), 'value'), gradient: part(bound('valueAndGradient'), 'gradient') };
  }
  if (has('forward') && has('vjp')) {
    return projected(bound('forward'), bound('vjp') as (...all: unknown[]) => unknown, seed);
  }
  if (has('forward') && !has('loss') && !has('gradient')) {
    throw new UsageError(
      'problem.vjp: missing; beside forward give vjp(params, cotangent, data), its backward pass, or jvp(params, tangent, data)',
    );
  }
  for (const name of ['loss', 'gradient']) {
    if (has(name)) continue;
    const names = Object.keys(given);
    throw new UsageError(
      `problem.${name}: missing; a problem is ${FORMS}, this one has ${names.length === 0 ? 'nothing' : names.join(', ')}`,
    );
  }
  return {
    loss: bound('loss'),
    gradient: bound('gradient'),
    sweeping: sweepingOf(given.loss),
    ...(has('lossBatch') ? { lossBatch: bound('lossBatch') as NonNullable<Functions['lossBatch']> } : {}),
    ...(has('frozen') ? { frozen: bound('frozen') as NonNullable<Functions['frozen']> } : {}),
  };
}

function part(valueAndGradient: Fn, key: 'value' | 'gradient'): Fn {
  return (params, data) => {
    const both = valueAndGradient(params, data);
    return isPromise(both) ? both.then((settled) => pick(settled, key)) : pick(both, key);
  };
}

function pick(both: unknown, key: 'value' | 'gradient'): unknown {
  if (Array.isArray(both) && both.length === 2) return both[key === 'value' ? 0 : 1];
  if (typeof both !== 'object' || both === null || !(key in both)) {
    throw new TypeError(
      `valueAndGradient returned ${describe(both)}, expected { value, gradient } or [value, gradient]`,
    );
  }
  return (both as Record<string, unknown>)[key];
}
