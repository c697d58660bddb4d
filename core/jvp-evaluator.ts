import { describe } from './describe.ts';
import type { Answering } from './drive.ts';
import { TreeError } from './errors.ts';
import type { Failure } from './evaluator.ts';
import { isPromise } from './is-promise.ts';
import type { InvalidReason } from './results.ts';
import type { Request } from './stream.ts';
import { flatten, flattenLike, type Layout, unflatten } from './tree.ts';

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
  readonly #functions: JvpFunctions;
  readonly #layout: Layout;
  readonly #data: unknown;
  /** How the output is laid out, once it has been seen. */
  outputLayout: Layout | undefined;

  constructor(functions: JvpFunctions, layout: Layout, data: unknown) {
    this.#functions = functions;
    this.#layout = layout;
    this.#data = data;
  }

  get hasVjp(): boolean {
    return this.#functions.vjp !== undefined;
  }

  call(request: Request): unknown {
    this.failure = undefined;
    if ('outputAt' in request) {
      this.outputs++;
      return this.#functions.forward(unflatten(this.#layout, request.outputAt), this.#data);
    }
    if ('productAt' in request) {
      this.products++;
      const { productAt, tangent } = request;
      return this.#functions.jvp(unflatten(this.#layout, productAt), unflatten(this.#layout, tangent), this.#data);
    }
    if ('pullbackAt' in request) {
      const { pullbackAt, cotangent } = request;
      const { vjp } = this.#functions;
      return vjp!(unflatten(this.#layout, pullbackAt), unflatten(this.outputLayout!, cotangent), this.#data);
    }
    throw new TypeError('a vector problem has no loss');
  }

  read(request: Request, answer: unknown): number {
    const which = nameOf(request);
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

  #fail(reason: InvalidReason, message: string): number {
    this.failure ??= { reason, message };
    return Number.NaN;
  }
}

function nameOf(request: Request): string {
  return 'outputAt' in request ? 'forward' : 'productAt' in request ? 'jvp' : 'vjp';
}
