import type { VjpProblem } from '../../core/problem.ts';
import { passesOf } from './passes.ts';
import { readBack } from './read-back.ts';
import type { Given, TensorTree } from './tensor-tree.ts';

/** Options of {@link tfProblem}. */
export interface TfOptions<T, D> {
  /** Shown in reports. Default: the name of the function. */
  readonly name?: string;
  /**
   * The gradient, where it is not that of tfjs: products of the upstream gradient `dy`, which is like the output, as a
   * tree like `params`. Default: what `tf.grads` says, that is the registered gradients and every `tf.customGrad`.
   */
  readonly vjp?: (params: T, dy: TensorTree, data: D) => TensorTree;
}

/**
 * The problem of a tfjs function: its forward pass, and its gradient as tfjs or a `tf.customGrad` inside says it.
 *
 * In the case, parameters are numbers wherever the function takes tensors: `Float32Array`s, `{ shape, data }`, numbers or
 * nested arrays; in data, typed arrays and `{ shape, data }` become tensors. Every call makes its tensors, reads the
 * results back and disposes of all of them. An output of any shape is projected on a random upstream gradient on the
 * host, in float64, which gains two digits; the problem declares float32. Runs on whichever backend is set, see
 * {@link tfProblemAsync} for one that cannot be read synchronously.
 *
 * @param f - Takes a tensor, or a list or an object of tensors, and the data; returns a tensor or a tree of tensors.
 * @example
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-layers'; // registers the gradients, as the umbrella package does
 * import * as tf from '@tensorflow/tfjs-core';
 * const layer = ({ W, x }: { W: tf.Tensor2D; x: tf.Tensor2D }) => tf.tanh(tf.matMul(W, x));
 * const point = { params: { W: [[0.5, -1], [2, 0.25]], x: [[1], [0.5]] } };
 * checkGradient(tfProblem(layer), point).verdict; // 'agrees'
 */
export function tfProblem<T, D = unknown>(
  f: (params: T, data: D) => TensorTree,
  options: TfOptions<T, D> = {},
): VjpProblem<Given<T>, Given<D>> {
  const { forward, backward } = passesOf(f, options.vjp);
  return {
    name: options.name ?? (f.name || 'tfjs'),
    precision: 'float32',
    forward: (params, data) => readBack(() => forward(params, data)),
    vjp: (params, cotangent, data) => readBack(() => backward(params, cotangent, data)),
  };
}
