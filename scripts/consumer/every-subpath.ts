import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import type { Array as JaxArray } from '@jax-js/jax';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { assertProperty, type Case, checkGradient, gradientProperty, type PropertyReport, UsageError } from 'gradcheck';
import { casesOf } from 'gradcheck/generators';
import { jaxProblem } from 'gradcheck/jax';
import { linear1d } from 'gradcheck/models';
import { checkText, propertyText } from 'gradcheck/reports';
import { tfProblem } from 'gradcheck/tfjs';
import { square } from './square.ts';

function expect(fact: boolean, name: string): void {
  if (!fact) throw new Error(`expected: ${name}`);
  console.log(name);
}

function usageErrorOf(run: () => unknown): boolean {
  try {
    run();
  } catch (error) {
    return error instanceof UsageError;
  }
  return false;
}

const point: Case<number[]> = { params: [0.5, -1] };
const check = checkGradient(square, point);
expect(check.verdict === 'agrees', 'gradcheck: a right gradient agrees');
expect(checkText(check).length > 0, 'gradcheck/reports: a check as text');

const cases = casesOf({ params: ['n'] }, { as: 'nested' });
const report: PropertyReport = assertProperty({ loss: square.loss, gradient: square.gradient }, cases, { seed: 1 });
expect(report.ok && propertyText(report).includes('100'), 'gradcheck/generators: so it does in 100 cases');
fc.assert(gradientProperty(square, cases), { seed: 1 });
expect(
  usageErrorOf(() => casesOf({ params: ['n', -1] })),
  'gradcheck/generators: throws the errors of gradcheck',
);
expect(linear1d.loss(2, { x: 3 } as never) === 6, 'gradcheck/models: a model');

await tf.setBackend('cpu');
const softmax = tfProblem((x: tf.Tensor1D) => tf.softmax(x), { name: 'softmax' });
expect(checkGradient(softmax, { params: [0.5, -1, 2] }).verdict === 'agrees', 'gradcheck/tfjs: a gradient of tfjs');

if ('Float16Array' in globalThis) {
  const cube = jaxProblem((x: JaxArray) => x.ref.mul(x.ref).mul(x));
  expect(checkGradient(cube, { params: [0.5, -1] }).verdict === 'agrees', 'gradcheck/jax: a gradient of jax-js');
} else console.log('gradcheck/jax: loads; jax-js itself needs Node 24');
