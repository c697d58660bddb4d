import { Buffers } from './buffers.ts';
import { describe } from './describe.ts';
import type { Answering } from './drive.ts';
import { TreeError } from './errors.ts';
import type { Functions } from './functions.ts';
import { isPromise } from './is-promise.ts';
import type { InvalidReason } from './results.ts';
import { changedSince, snapshot } from './snapshot.ts';
import type { BatchRequest, EntryLosses, GradientRequest, Request } from './stream.ts';
import { blockAt, entryName, flatten, flattenLike, type Layout, unflatten } from './tree.ts';

/** Why the user's code gave no usable answer. */
export interface Failure {
  readonly reason: InvalidReason;
  readonly message: string;
}

/**
 * Stands between the numerics and the user's functions: turns flat points into fresh trees and answers into numbers.
 * Every call gets its own copy of the parameters, so that a cache keyed on the object cannot answer for another point.
 */
export class Evaluator implements Answering {
  /** While true, every call is followed by a look at whether params or data were changed. */
  watching = false;
  /** What went wrong in the last call, if anything. */
  failure: Failure | undefined;
  /** What was wrong with an answer of `lossBatch`, whatever was asked since. */
  batchFailure: Failure | undefined;
  losses = 0;
  gradients = 0;
  readonly #functions: Functions;
  readonly #layout: Layout;
  readonly #data: unknown;
  readonly #dataBefore: unknown;
  readonly #rounds: boolean;
  readonly #buffers = new Buffers();
  #params: unknown;
  #frozen: ((params: unknown) => unknown) | undefined;

  constructor(functions: Functions, layout: Layout, data: unknown) {
    this.#functions = functions;
    this.#layout = layout;
    this.#data = data;
    this.#dataBefore = snapshot(data);
    this.#rounds = layout.blocks.some(({ type }) => type === 'float32');
  }

  /** The data of the case, as the functions are given it. */
  get data(): unknown {
    return this.#data;
  }

  /** What comes back to a backward pass; undefined where the gradient is none. */
  get cotangent(): Float64Array | undefined {
    return this.#functions.backward?.cotangent();
  }

  /** How many losses can be had in one call. */
  get batchWidth(): number {
    return this.#functions.lossBatch === undefined ? 1 : 64;
  }

  /** What the gradients that were watched do with memory. */
  get notes(): readonly string[] {
    return this.#buffers.notes;
  }

  get hasFrozen(): boolean {
    return this.#functions.frozen !== undefined;
  }

  /** Decides the branches of the frozen loss at a point. */
  freezeAt(point: Float64Array): void {
    this.#frozen = this.#functions.frozen!(unflatten(this.#layout, point), this.#data);
  }

  /** The losses along single entries around a point, where the loss has a short way to them; the caller counts them. */
  sweepAt(point: Float64Array): EntryLosses | undefined {
    const { sweeping } = this.#functions;
    if (sweeping === undefined) return undefined;
    const sweep = sweeping(unflatten(this.#layout, point), this.#data);
    return (index) => {
      const { name, offset } = blockAt(this.#layout, index);
      return sweep(name, index - offset);
    };
  }

  call(request: Request): unknown {
    this.failure = undefined;
    if (request instanceof Float64Array) {
      this.losses++;
      this.#params = unflatten(this.#layout, request);
      return this.#functions.loss(this.#params, this.#data);
    }
    if ('frozenAt' in request) {
      this.losses++;
      return this.#frozen!(unflatten(this.#layout, request.frozenAt));
    }
    if ('points' in request) return this.#callBatch(request);
    if (!('at' in request)) throw new TypeError('a scalar problem has no vector output');
    this.gradients++;
    this.#params = unflatten(this.#layout, request.at);
    const data = 'data' in request ? request.data : this.#data;
    const { upstream } = request;
    return upstream === undefined
      ? this.#functions.gradient(this.#params, data)
      : this.#functions.backward!.times(upstream, this.#params, data);
  }

  read(request: Request, answer: unknown): number {
    if (request instanceof Float64Array || 'frozenAt' in request) {
      if (this.watching) this.#watch('loss', request instanceof Float64Array ? request : request.frozenAt);
      if (typeof answer === 'number') return answer;
      disown(answer);
      return this.#fail('not-a-number', `loss returned ${describe(answer)}, expected a number${promiseHint(answer)}`);
    }
    if ('points' in request) this.#readBatch(request, answer);
    else if ('at' in request) this.#readGradient(request, answer);
    return 0;
  }

  threw(request: Request, error: unknown): number {
    const which = request instanceof Float64Array || !('at' in request) ? 'loss' : 'gradient';
    const text = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
    if (!(request instanceof Float64Array) && 'points' in request) request.failed = true;
    return this.#fail('threw', `${which} threw ${text}`);
  }

  /** The name of an entry, for messages. */
  entry(index: number): string {
    return entryName(this.#layout, index);
  }

  #callBatch({ points }: BatchRequest): unknown {
    this.losses += points.length;
    const params = points.map((point) => unflatten(this.#layout, point));
    return this.#functions.lossBatch!(params, this.#data);
  }

  #readBatch({ losses }: BatchRequest, answer: unknown): void {
    disown(answer);
    const values = answer as ArrayLike<unknown> | null | undefined;
    if (values?.length !== losses.length) {
      losses.fill(Number.NaN);
      const message = `lossBatch returned ${describe(answer)}, expected ${losses.length} losses${promiseHint(answer)}`;
      this.#fail('not-a-number', message);
      this.batchFailure ??= { reason: 'not-a-number', message };
      return;
    }
    for (let i = 0; i < losses.length; i++)
      losses[i] = typeof values[i] === 'number' ? (values[i] as number) : Number.NaN;
  }

  #readGradient(request: GradientRequest, answer: unknown): void {
    if (this.watching) {
      this.#watch('gradient', request.at);
      this.#buffers.look(this.#params, answer);
    }
    if (isPromise(answer)) {
      disown(answer);
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

  #watch(which: 'loss' | 'gradient', point: Float64Array): void {
    let now: Float64Array;
    try {
      now = flattenLike(this.#layout, this.#params, 'params');
    } catch (error) {
      this.#fail('mutates-params', `${which} changed the form of params: ${(error as Error).message}`);
      return;
    }
    // A float32 block rounds what it is given, so compare with what the call was given.
    const given = this.#rounds ? flatten(unflatten(this.#layout, point)).flat : point;
    let changed = 0;
    while (changed < now.length && Object.is(now[changed], given[changed])) changed++;
    if (changed < now.length) {
      this.#fail(
        'mutates-params',
        `${which} changed its parameters: ${this.entry(changed)} was ${given[changed]} and is ${now[changed]}; work on a copy`,
      );
      return;
    }
    const path = changedSince(this.#dataBefore, this.#data, 'data');
    if (path !== undefined) {
      this.#fail('mutates-data', `${which} changed its data: ${path} is not what it was; work on a copy`);
    }
  }

  #fail(reason: InvalidReason, message: string): number {
    this.failure ??= { reason, message };
    return Number.NaN;
  }
}

/** A promise that no one waits for must not end the process when it is rejected. */
function disown(value: unknown): void {
  if (isPromise(value)) value.then(undefined, () => undefined);
}

function promiseHint(value: unknown): string {
  return isPromise(value) ? '; use the Async twin of this check for async functions' : '';
}
