import { describe, listed } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import { isPromise } from '../core/is-promise.ts';
import { isPlainObject } from '../core/leaf.ts';
import type { VjpProblem } from '../core/problem.ts';
import { afterwards } from './afterwards.ts';

/** An object whose `backward` takes the gradient of the output and gives that of the inputs. */
export interface Layer {
  // Methods, so that layers with arguments of their own types are accepted.
  forward(...inputs: never[]): unknown;
  backward(dOutput: never): unknown;
}

/** Where a layer keeps what. */
export interface LayerOptions<L extends Layer> {
  /** The fields of the weights, and the fields in which `backward` leaves their gradients: `{ W: 'dW' }`. Default: none. */
  readonly weights?: Readonly<Record<string, string>>;
  /**
   * Names for the arguments of `forward` that have a gradient, as `backward` returns them: one alone, several as a list or
   * by these names. Default: `['inputs']`.
   */
  readonly inputs?: readonly string[];
  /** Clears what gradients are added to, before each pass. Default: nothing is cleared. */
  readonly zero?: (layer: L) => void;
}

type Fields = Record<string, unknown>;

/**
 * A problem from a layer with `forward(inputs)` and `backward(dOutput)`, such as an instance of a class: checks the gradients
 * of inputs and weights with a random gradient of the output.
 *
 * Its cases are `{ params: { inputs, W, b }, data }`; data, where there is any, is handed to `forward` after the inputs. After
 * each call the layer has the weights that it had before.
 *
 * @param layer - Both passes run on this one object, forward first each time, so that it may keep what it needs.
 * @throws {@link UsageError} for a missing method or field.
 * @example
 * const scale = {
 *   w: [1, 1], dw: [0, 0], x: [0, 0],
 *   forward(x: number[]) { this.x = x; return x.map((xi, i) => xi * this.w[i]!); },
 *   backward(dy: number[]) { this.dw = dy.map((d, i) => d * this.x[i]!); return dy.map((d, i) => d * this.w[i]!); },
 * };
 * const problem = layerProblem(scale, { weights: { w: 'dw' } });
 * checkGradient(problem, { params: { inputs: [3, -2], w: [0.5, 2] } }).verdict; // 'agrees'
 */
export function layerProblem<L extends Layer>(
  layer: L,
  { weights = {}, inputs = ['inputs'], zero }: LayerOptions<L> = {},
): VjpProblem<Readonly<Record<string, unknown>>, unknown> {
  const fields = layer as unknown as Fields & Record<'forward' | 'backward', (...all: unknown[]) => unknown>;
  expectLayer(fields, weights, inputs);
  const names = Object.keys(weights);

  const forward = (params: Fields, data: unknown): unknown => {
    const missing = [...inputs, ...names].filter((name) => params[name] === undefined);
    if (missing.length > 0) {
      throw new UsageError(
        `case.params: ${listed(missing)} missing; the params of a layer are { ${[...inputs, ...names].join(', ')} }`,
      );
    }
    for (const name of names) fields[name] = params[name];
    return fields.forward(...inputs.map((name) => params[name]), ...(data === undefined ? [] : [data]));
  };

  const gradients = (returned: unknown): Fields => {
    const left = Object.entries(weights).map(([name, field]): [string, unknown] => {
      if (fields[field] != null) return [name, fields[field]];
      throw new UsageError(
        `layer.${field}: ${fields[field]} after backward; let it leave the gradient of ${name} there`,
      );
    });
    return { ...inputGradients(returned, inputs), ...Object.fromEntries(left) };
  };

  const withOwnWeights = (run: () => unknown): unknown => {
    const own = Object.fromEntries(names.map((name) => [name, fields[name]]));
    return afterwards(run, () => {
      Object.assign(fields, own);
    });
  };

  const name = layer.constructor.name;
  return {
    name: name === '' || name === 'Object' ? 'layer' : name,
    forward: (params, data) => withOwnWeights(() => forward(params, data)),
    vjp: (params, cotangent, data) =>
      withOwnWeights(() => {
        zero?.(layer);
        const backward = (): unknown => {
          const returned = fields.backward(cotangent);
          return isPromise(returned) ? returned.then(gradients) : gradients(returned);
        };
        const output = forward(params, data);
        return isPromise(output) ? output.then(backward) : backward();
      }),
  };
}

function inputGradients(returned: unknown, inputs: readonly string[]): Fields {
  if (inputs.length === 0) return {};
  if (inputs.length === 1) {
    if (returned != null) return { [inputs[0]!]: returned };
    throw new UsageError(`layer.backward: returned ${returned}; let it return the gradient of ${inputs[0]}`);
  }
  if (Array.isArray(returned) && returned.length === inputs.length) {
    return Object.fromEntries(inputs.map((name, i) => [name, returned[i]]));
  }
  if (isPlainObject(returned) && inputs.every((name) => name in returned)) {
    return Object.fromEntries(inputs.map((name) => [name, returned[name]]));
  }
  throw new UsageError(
    `layer.backward: returned ${describe(returned)}; let it return the gradients of ${inputs.join(', ')} as a list or by these names`,
  );
}

function expectLayer(layer: Fields, weights: Readonly<Record<string, string>>, inputs: readonly string[]): void {
  if (typeof layer !== 'object' || layer === null) {
    throw new UsageError(`layer: expected an object with forward and backward, came ${describe(layer)}`);
  }
  for (const method of ['forward', 'backward']) {
    if (typeof layer[method] === 'function') continue;
    throw new UsageError(`layer.${method}: expected a method, came ${describe(layer[method])}`);
  }
  for (const name of Object.keys(weights)) {
    if (layer[name] === undefined) {
      throw new UsageError(
        `options.weights.${name}: the layer has no such field; it has ${listed(Object.keys(layer))}`,
      );
    }
    if (inputs.includes(name)) throw new UsageError(`options.inputs: '${name}' is the name of a weight as well`);
  }
  const twice = inputs.find((name, i) => inputs.indexOf(name) < i);
  if (twice !== undefined) throw new UsageError(`options.inputs: '${twice}' stands there twice`);
}
