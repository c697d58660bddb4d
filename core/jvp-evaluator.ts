import { describe } from './describe.ts';
import type { Answering } from './drive.ts';
import { TreeError } from './errors.ts';
import type { Failure } from './evaluator.ts';
import { isPromise } from './is-promise.ts';
import type { InvalidReason } from './results.ts';
import { changedSince, snapshot } from './snapshot.ts';
import type { Request } from './stream.ts';
import { entryName, flatten, flattenLike, type Layout, unflatten } from './tree.ts';

/** A forward pass and its claimed product with tangents, as functions of trees. */
export interface JvpFunctions {
  readonly forward: (params: unknown, data: unknown) => unknown;
  readonly jvp: (params: unknown, tangent: unknown, data: unknown) => unknown;
  readonly vjp?: (params: unknown, cotangent: unknown, data: unknown) => unknown;
}

/** Answers for the outputs of a forward pass and for claimed Jacobian-vector products. */
export class JvpEvaluator implements Answering {
  failure: Failure | undefined;
  outputs = 0;
  products = 0;
  pullbacks = 0;
  /** While true, every call is followed by a look at whether params, tangent or data were changed. */
  watching = false;
  readonly #functions: JvpFunctions;
  readonly #layout: Layout;
  readonly #data: unknown;
  readonly #dataBefore: unknown;
  /** What the last call was given: the trees, and their entries as they were. */
  #given: readonly { readonly name: string; readonly tree: unknown; readonly flat: Float64Array }[] = [];
  /** How the output is laid out, once it has been seen. */
  outputLayout: Layout | undefined;

  constructor(functions: JvpFunctions, layout: Layout, data: unknown) {
    this.#functions = functions;
    this.#layout = layout;
    this.#data = data;
    this.#dataBefore = snapshot(data);
  }

  /** The data of the case, as the functions are given it. */
  get data(): unknown {
    return this.#data;
  }

  get hasVjp(): boolean {
    return this.#functions.vjp !== undefined;
  }

  call(request: Request): unknown {
    this.failure = undefined;
    this.#given = [];
    if ('outputAt' in request) {
      this.outputs++;
      const params = this.#give('params', request.outputAt);
      return this.#functions.forward(params, this.#data);
    }
    if ('productAt' in request) {
      this.products++;
      const params = this.#give('params', request.productAt);
      return this.#functions.jvp(params, this.#give('tangent', request.tangent), this.#data);
    }
    if ('pullbackAt' in request) {
      this.pullbacks++;
      const { pullbackAt, cotangent } = request;
      const { vjp } = this.#functions;
      return vjp!(unflatten(this.#layout, pullbackAt), unflatten(this.outputLayout!, cotangent), this.#data);
    }
    throw new TypeError('a vector problem has no loss');
  }

  read(request: Request, answer: unknown): number {
    const which = nameOf(request);
    if (this.watching) this.#watch(which);
    if (isPromise(answer)) {
      answer.then(undefined, () => undefined);
      return this.#fail(
        'unsupported-gradient',
        `${which} returned a promise; use the Async twin of this check for async functions`,
      );
    }
    try {
      if ('outputAt' in request) {
        if (this.outputLayout === undefined) {
          const { flat, layout } = flatten(answer, 'output');
          this.outputLayout = layout;
          request.output = flat;
        } else request.output = flattenLike(this.outputLayout, answer, 'output');
      } else if ('productAt' in request) request.product = flattenLike(this.outputLayout!, answer, 'jvp');
      else if ('pullbackAt' in request) request.pullback = flattenLike(this.#layout, answer, 'vjp');
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      this.#fail('shape-mismatch', error.message);
    }
    return 0;
  }

  threw(request: Request, error: unknown): number {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
    return this.#fail('threw', `${nameOf(request)} threw ${text}`);
  }

  #give(name: string, point: Float64Array): unknown {
    const tree = unflatten(this.#layout, point);
    if (this.watching) this.#given = [...this.#given, { name, tree, flat: flatten(tree).flat }];
    return tree;
  }

  #watch(which: string): void {
    for (const { name, tree, flat } of this.#given) {
      let now: Float64Array;
      try {
        now = flattenLike(this.#layout, tree, name);
      } catch (error) {
        this.#fail('mutates-params', `${which} changed the form of ${name}: ${(error as Error).message}`);
        return;
      }
      const changed = now.findIndex((value, i) => !Object.is(value, flat[i]));
      if (changed < 0) continue;
      const entry = `${name === 'params' ? '' : `${name} of `}${entryName(this.#layout, changed)}`;
      const message = `${which} changed its arguments: ${entry} was ${flat[changed]} and is ${now[changed]}; work on a copy`;
      this.#fail('mutates-params', message);
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

function nameOf(request: Request): string {
  return 'outputAt' in request ? 'forward' : 'productAt' in request ? 'jvp' : 'vjp';
}
