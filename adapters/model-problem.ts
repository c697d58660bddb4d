import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import type { AsyncProblem, LossProblem } from '../core/problem.ts';
import { entryName, flatten, flattenLike } from '../core/tree.ts';
import { afterwards } from './afterwards.ts';

/** A model that keeps its weights in itself, as four or five functions around it. */
export interface Model<P, D, V = number> {
  /** Shown in reports. */
  readonly name?: string;
  /** The weights as a tree: `{ W: net.W, b: net.b }`, or `net.parameters().map((p) => p.data)`. */
  readonly get: () => P;
  /** Writes weights of this form into the model. */
  readonly set: (params: P) => void;
  /** The loss at the weights that the model has. */
  readonly loss: (data: D) => V;
  /** The gradient at the weights that the model has, after whatever computes it: a tree like the weights. */
  readonly gradient: (data: D) => unknown;
  /** Clears what gradients are added to, before each gradient. Default: nothing is cleared. */
  readonly zero?: () => void;
}

const NEEDED = ['get', 'set', 'loss', 'gradient'] as const;

/**
 * A problem from a model that keeps its weights, and perhaps its gradients, in itself: weights are set, the model is run,
 * the gradient is read. After each call the model has the weights that it had before.
 *
 * A gradient that is added to the last one needs `zero`; without it the verdict is `invalid` (`stateful-gradient`).
 *
 * @throws {@link UsageError} where one of the functions is missing; where the weights read back differ from those that
 * were set, the check is `invalid` and says which.
 * @example
 * const net = { w: 0.5, grad: 0 };
 * const problem = modelProblem({
 *   get: () => net.w,
 *   set: (w) => { net.w = w; },
 *   loss: (x: number) => Math.tanh(net.w * x),
 *   gradient: (x: number) => { net.grad += x * (1 - Math.tanh(net.w * x) ** 2); return net.grad; },
 *   zero: () => { net.grad = 0; },
 * });
 * checkGradient(problem, { params: net.w, data: 2 }).verdict; // 'agrees'
 */
export function modelProblem<P, D = undefined>(model: Model<P, D>): LossProblem<P, D>;
export function modelProblem<P, D = undefined>(model: Model<P, D, number | PromiseLike<number>>): AsyncProblem<P, D>;
export function modelProblem<P, D>(model: Model<P, D, unknown>): unknown {
  if (typeof model !== 'object' || model === null) {
    throw new UsageError(`model: expected { ${NEEDED.join(', ')} }, came ${describe(model)}`);
  }
  for (const name of NEEDED) {
    if (typeof model[name] === 'function') continue;
    throw new UsageError(`model.${name}: expected a function, came ${describe(model[name])}`);
  }
  return {
    ...(model.name === undefined ? {} : { name: model.name }),
    loss: (params: P, data: D) => withWeights(model, params, () => model.loss(data)),
    gradient: (params: P, data: D) =>
      withWeights(model, params, () => {
        model.zero?.();
        return model.gradient(data);
      }),
  };
}

/** Runs the model at other weights and gives it back its own. */
function withWeights<P>({ get, set }: Pick<Model<P, never>, 'get' | 'set'>, params: P, run: () => unknown): unknown {
  const own = structuredClone(get());
  return afterwards(
    () => {
      set(structuredClone(params));
      expectSet(get(), params);
      return run();
    },
    () => set(own),
  );
}

function expectSet(now: unknown, params: unknown): void {
  const { flat, layout } = flatten(params);
  const read = flattenLike(layout, now, 'model.get()');
  const lost = flat.findIndex((value, i) => Math.fround(value) !== Math.fround(read[i]!));
  if (lost >= 0) {
    throw new UsageError(
      `model.set: ${entryName(layout, lost)} was set to ${flat[lost]} and reads back as ${read[lost]}; let set write what get reads`,
    );
  }
}
