import { describe } from './describe.ts';
import { TreeError, UsageError } from './errors.ts';
import type { Problem } from './problem.ts';
import type { InvalidReason } from './results.ts';
import { changedSince, snapshot } from './snapshot.ts';
import type { GradientRequest } from './stream.ts';
import { entryName, flatten, flattenLike, type Layout, unflatten } from './tree.ts';

/** Why the user's code gave no usable answer. */
export interface Failure {
  readonly reason: InvalidReason;
  readonly message: string;
}

type Fn = (params: unknown, data: unknown) => unknown;

/**
 * Stands between the numerics and the user's functions: turns flat points into fresh trees and answers into numbers.
 * Every call gets its own copy of the parameters, so that a cache keyed on the object cannot answer for another point.
 */
export class Evaluator {
  /** While true, every call is followed by a look at whether params or data were changed. */
  watching = false;
  /** What went wrong in the last call, if anything. */
  failure: Failure | undefined;
  losses = 0;
  gradients = 0;
  readonly #layout: Layout;
  readonly #data: unknown;
  readonly #dataBefore: unknown;
  readonly #loss: Fn;
  readonly #gradient: Fn;
  #params: unknown;

  constructor(problem: Problem<never, never>, layout: Layout, data: unknown) {
    const functions = functionsOf(problem);
    this.#loss = functions.loss;
    this.#gradient = functions.gradient;
    this.#layout = layout;
    this.#data = data;
    this.#dataBefore = snapshot(data);
  }

  /** Calls the loss; its answer goes to `readLoss`, at once or when the promise settles. */
  callLoss(point: Float64Array): unknown {
    this.losses++;
    this.failure = undefined;
    this.#params = unflatten(this.#layout, point);
    return this.#loss(this.#params, this.#data);
  }

  readLoss(answer: unknown, point: Float64Array): number {
    this.#watch('loss', point);
    if (typeof answer === 'number') return answer;
    return this.#fail('not-a-number', `loss returned ${describe(answer)}, expected a number${promiseHint(answer)}`);
  }

  callGradient(point: Float64Array): unknown {
    this.gradients++;
    this.failure = undefined;
    this.#params = unflatten(this.#layout, point);
    return this.#gradient(this.#params, this.#data);
  }

  readGradient(answer: unknown, request: GradientRequest): void {
    this.#watch('gradient', request.at);
    if (isPromise(answer)) {
      this.#fail(
        'unsupported-gradient',
        `gradient returned a promise, expected a tree like params${promiseHint(answer)}`,
      );
      return;
    }
    try {
      request.gradient = flattenLike(this.#layout, answer);
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      this.#fail('shape-mismatch', error.message);
    }
  }

  /** Takes note of an exception of the user's code. */
  threw(error: unknown, which: 'loss' | 'gradient'): number {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
    return this.#fail('threw', `${which} threw ${text}`);
  }

  /** The name of an entry, for messages. */
  entry(index: number): string {
    return entryName(this.#layout, index);
  }

  #watch(which: 'loss' | 'gradient', point: Float64Array): void {
    if (!this.watching) return;
    const params = this.#params;
    let now: Float64Array;
    try {
      now = flattenLike(this.#layout, params, 'params');
    } catch (error) {
      this.#fail('mutates-params', `${which} changed the form of params: ${(error as Error).message}`);
      return;
    }
    // A float32 block rounds what it is given, so compare with what the call was given.
    const given = flatten(unflatten(this.#layout, point)).flat;
    const changed = now.findIndex((value, i) => !Object.is(value, given[i]));
    if (changed >= 0) {
      this.#fail(
        'mutates-params',
        `${which} changed its parameters: ${this.entry(changed)} was ${given[changed]} and is ${now[changed]}; work on a copy`,
      );
      return;
    }
    const path = changedSince(this.#dataBefore, this.#data, 'data');
    if (path !== undefined)
      this.#fail('mutates-data', `${which} changed its data: ${path} is not what it was; work on a copy`);
  }

  #fail(reason: InvalidReason, message: string): number {
    this.failure ??= { reason, message };
    return Number.NaN;
  }
}

function functionsOf(problem: unknown): { readonly loss: Fn; readonly gradient: Fn } {
  if (typeof problem !== 'object' || problem === null) {
    throw new UsageError(`problem: expected { loss, gradient } or { valueAndGradient }, came ${describe(problem)}`);
  }
  const { loss, gradient, valueAndGradient } = problem as Record<string, unknown>;
  if (valueAndGradient !== undefined) {
    if (typeof valueAndGradient !== 'function') {
      throw new UsageError(`problem.valueAndGradient: expected a function, came ${describe(valueAndGradient)}`);
    }
    if (loss !== undefined || gradient !== undefined) {
      throw new UsageError('problem: give either valueAndGradient or loss and gradient, not both');
    }
    const part = (key: 'value' | 'gradient'): Fn => {
      return (params, data) => {
        const both: unknown = valueAndGradient.call(problem, params, data);
        return isPromise(both) ? both.then((settled) => pick(settled, key)) : pick(both, key);
      };
    };
    return { loss: part('value'), gradient: part('gradient') };
  }
  for (const [name, value] of Object.entries({ loss, gradient })) {
    if (value === undefined) {
      const has = Object.keys(problem);
      throw new UsageError(
        `problem.${name}: missing; a problem is { loss, gradient } or { valueAndGradient }, this one has ${has.length === 0 ? 'nothing' : has.join(', ')}`,
      );
    }
    if (typeof value !== 'function')
      throw new UsageError(`problem.${name}: expected a function, came ${describe(value)}`);
  }
  return {
    loss: (params, data) => (loss as Fn).call(problem, params, data),
    gradient: (params, data) => (gradient as Fn).call(problem, params, data),
  };
}

function pick(both: unknown, key: 'value' | 'gradient'): unknown {
  if (typeof both !== 'object' || both === null || !(key in both)) {
    throw new TypeError(`valueAndGradient returned ${describe(both)}, expected { value, gradient }`);
  }
  return (both as Record<string, unknown>)[key];
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

function promiseHint(value: unknown): string {
  return isPromise(value) ? '; use the Async twin of this check for async functions' : '';
}
