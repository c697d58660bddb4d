import type { AsyncProblem } from '../../core/problem.ts';
import { passesOf } from './passes.ts';
import { readBackAsync } from './read-back.ts';
import type { Given, TensorTree } from './tensor-tree.ts';
import type { TfOptions } from './tf-problem.ts';

/**
 * {@link tfProblem} for backends whose tensors are read back asynchronously, such as webgpu in the browser.
 *
 * @example
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-layers';
 * import * as tf from '@tensorflow/tfjs-core';
 * const problem = tfProblemAsync((x: tf.Tensor) => tf.exp(x));
 * (await checkGradientAsync(problem, { params: [0.5, -1] })).verdict; // 'agrees'
 */
export function tfProblemAsync<T, D = unknown>(
  f: (params: T, data: D) => TensorTree,
  options: TfOptions<T, D> = {},
): AsyncProblem<Given<T>, Given<D>> {
  const { forward, backward } = passesOf(f, options.vjp);
  return {
    name: options.name ?? (f.name || 'tfjs'),
    precision: 'float32',
    forward: (params, data) => readBackAsync(() => forward(params, data)),
    vjp: (params, cotangent, data) => readBackAsync(() => backward(params, cotangent, data)),
  };
}
