import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { checkGradient, UsageError } from '../../index.ts';
import { tfVariablesProblem } from './tf-variables-problem.ts';

let model: Sequential;

beforeAll(async () => {
  await tf.setBackend('cpu');
  model = sequential({
    layers: [
      layers.dense({ units: 3, inputShape: [2], activation: 'tanh' }),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
});

const x = { shape: [2, 2], data: Float32Array.of(0.5, -1, 2, 0.25) };
const predict = (data: tf.Tensor): tf.Tensor => model.apply(data) as tf.Tensor;

it('a model of layers agrees, weight by weight, and is left as it was, without a tensor more', () => {
  const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const tensors = tf.memory().numTensors;
  const problem = tfVariablesProblem(predict, model.trainableWeights);
  const check = checkGradient(problem, { params: problem.params, data: x });
  expect(check).toMatchObject({ verdict: 'agrees', blame: [] });
  expect(check.blocks.map(({ block, shape }) => [block.split('/')[1], shape])).toEqual([
    ['kernel', [2, 3]],
    ['bias', [3]],
    ['kernel', [3, 2]],
    ['bias', [2]],
  ]);
  expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before);
  expect(tf.memory().numTensors).toBe(tensors);
});

it('a wrong custom gradient is found in the variable behind it', () => {
  const doubled = tf.customGrad((given) => ({
    value: tf.clone(given as tf.Tensor),
    gradFunc: (dy) => tf.mul(2, dy as tf.Tensor),
  }));
  const a = tf.variable(tf.tensor1d([1, 2]), true, 'a');
  const b = tf.variable(tf.tensor1d([3, -1]), true, 'b');
  const problem = tfVariablesProblem(() => tf.mul(doubled(a), b), [a, b]);
  expect(checkGradient(problem, { params: problem.params })).toMatchObject({
    verdict: 'disagrees',
    blame: ['a'],
    diagnoses: [{ kind: 'constant-factor', block: 'a' }],
  });
  tf.dispose([a, b]);
});

it('a name that no variable has is a usage error', () => {
  expect(() => tfVariablesProblem(predict, [{ name: 'nobody' }])).toThrow(UsageError);
});
