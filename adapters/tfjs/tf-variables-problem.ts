import * as tf from '@tensorflow/tfjs-core';
import { UsageError } from '../../core/errors.ts';
import type { VjpProblem } from '../../core/problem.ts';
import type { Tensor } from '../../core/tensor.ts';
import { readBack } from './read-back.ts';
import { dataAsTensors, type Given, paramsAsTensors, plainTensor, type TensorTree, tensorsIn } from './tensor-tree.ts';

/** The values of variables, by name. */
export type VariableValues = Readonly<Record<string, Tensor<Float32Array>>>;

/** A problem whose parameters are variables, with the values that these have now. */
export type TfVariablesProblem<D> = VjpProblem<VariableValues, D> & { readonly params: VariableValues };

/**
 * The problem of a function that reads `tf.Variable`s, such as a model of tfjs-layers: its gradient is that of
 * `tf.variableGrads`. For a call the variables are set to the values of the case, and then back.
 *
 * @param f - Takes the data and returns a tensor; typed arrays and `{ shape, data }` in data are given as tensors.
 * @param variables - Those that are differentiated, anything with their names: `tf.Variable`s or `model.trainableWeights`.
 * @throws UsageError for a name that no variable has.
 * @example
 * import '@tensorflow/tfjs-backend-cpu';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 * import type * as tf from '@tensorflow/tfjs-core';
 * const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3], activation: 'tanh' })] });
 * const predict = (x: tf.Tensor) => model.apply(x) as tf.Tensor;
 * const problem = tfVariablesProblem(predict, model.trainableWeights);
 * const data = { shape: [1, 3], data: [0.5, -1, 2] };
 * checkGradient(problem, { params: problem.params, data }).verdict; // 'agrees'
 */
export function tfVariablesProblem<D = unknown>(
  f: (data: D) => tf.Tensor,
  variables: readonly { readonly name: string }[],
): TfVariablesProblem<Given<D>> {
  const found = variables.map(({ name }) => {
    const variable = tf.engine().registeredVariables[name];
    if (variable === undefined) throw new UsageError(`tfVariablesProblem: no variable is named ${name}`);
    return variable;
  });
  const output = (data: unknown): tf.Tensor => f(dataAsTensors(data) as D);
  return {
    name: f.name || 'tfjs',
    precision: 'float32',
    params: Object.fromEntries(found.map((variable) => [variable.name, plainTensor(variable, variable.dataSync())])),
    forward: (params, data) => readBack(() => withValues(found, params, () => output(data))),
    vjp: (params, cotangent, data) =>
      readBack(() =>
        withValues(found, params, () => {
          const dy = paramsAsTensors(cotangent) as tf.Tensor;
          return tf.variableGrads(() => tf.sum(tf.mul(output(data), dy)), found).grads;
        }),
      ),
  };
}

/** Runs `work` with the variables at other values. */
function withValues(variables: readonly tf.Variable[], params: unknown, work: () => TensorTree): TensorTree {
  const values = tensorsIn(paramsAsTensors(params));
  const before = variables.map((variable) => tf.clone(variable));
  const assign = (to: readonly tf.Tensor[]): void => {
    for (const [i, variable] of variables.entries()) variable.assign(to[i]!);
  };
  try {
    assign(values);
    return work();
  } finally {
    assign(before);
  }
}
