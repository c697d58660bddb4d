import * as tf from '@tensorflow/tfjs-core';

type Operation = (tensor: tf.Tensor, ...rest: unknown[]) => unknown;

/** Methods that gradients of tfjs call on tensors; the umbrella package `@tensorflow/tfjs` adds them, its parts do not. */
export function addChainedOps(): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  const operations = { reshape: tf.reshape, slice: tf.slice, split: tf.split } as unknown as Readonly<
    Record<string, Operation>
  >;
  for (const [name, operation] of Object.entries(operations)) {
    prototype[name] ??= function (this: tf.Tensor, ...rest: unknown[]): unknown {
      return operation(this, ...rest);
    };
  }
}
