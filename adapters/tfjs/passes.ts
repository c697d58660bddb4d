import * as tf from '@tensorflow/tfjs-core';
import { dataAsTensors, paramsAsTensors, refill, type TensorTree, tensorsIn } from './tensor-tree.ts';

type Vjp = (params: TensorTree, dy: TensorTree, data: unknown) => TensorTree;

/** Both passes from plain numbers to tensors. */
export interface Passes {
  readonly forward: (params: unknown, data: unknown) => TensorTree;
  readonly backward: (params: unknown, cotangent: unknown, data: unknown) => TensorTree;
}

/** The passes of a function: the backward one by hand where a `vjp` is given, else that of tfjs. */
export function passesOf(f: (params: never, data: never) => TensorTree, vjp: unknown): Passes {
  const call = f as (params: TensorTree, data: unknown) => TensorTree;
  return {
    forward: (params, data) => call(paramsAsTensors(params), dataAsTensors(data)),
    backward: (params, cotangent, data) => {
      const given = [paramsAsTensors(params), paramsAsTensors(cotangent), dataAsTensors(data)] as const;
      return vjp === undefined ? pullBack(call, ...given) : (vjp as Vjp)(...given);
    },
  };
}

/** The products that tfjs claims. */
export function pullBack(
  f: (params: TensorTree, data: unknown) => TensorTree,
  params: TensorTree,
  dy: TensorTree,
  data: unknown,
): TensorTree {
  const output = (inputs: readonly tf.Tensor[]): TensorTree => f(refill(params, inputs) as TensorTree, data);
  const inputs = [...tensorsIn(params)];
  try {
    const gradients =
      dy instanceof tf.Tensor
        ? tf.grads((...given) => output(given) as tf.Tensor)(inputs, dy)
        : tf.grads((...given) => projection(output(given), dy))(inputs);
    return refill(params, gradients) as TensorTree;
  } catch (error) {
    disposeTape();
    throw error;
  }
}

/** What a gradient that threw has saved is kept by tfjs for good: outside of all tidying. */
function disposeTape(): void {
  const { activeTape, gradientDepth } = tf.engine().state;
  if (gradientDepth === 0) for (const { saved } of activeTape ?? []) tf.dispose(saved ?? []);
}

/** tfjs pulls back through one output only: several are summed up, each times its cotangent. */
function projection(outputs: TensorTree, dy: TensorTree): tf.Tensor {
  const cotangents = tensorsIn(dy);
  return tf.addN(tensorsIn(outputs).map((output, i) => tf.sum(tf.mul(output, cotangents[i]!))));
}
