import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import { indices } from '../../../generators/indices.ts';
import { tensor } from '../../../generators/tensor.ts';
import { type Recipe, recipe } from '../recipe.ts';

const SIZES = { m: [1, 3], n: [1, 3], k: [1, 3], c: [1, 2] } as const;
const ACTIVATION = choice('linear', 'relu', 'sigmoid', 'elu', 'relu6', 'leakyrelu');
const UNIT = { least: 0.125, most: 0.875 } as const;

/** Operations with a gradient of their own that the registry does not show, and normalisation. */
export const compositions: readonly Recipe[] = [
  recipe(
    'FusedBatchNorm',
    {
      x: ['m', 2, 'n', 'c'],
      mean: ['c'],
      variance: tensor(['c'], undefined, { least: 0.25 }),
      offset: ['c'],
      scale: ['c'],
    },
    {},
    ({ x, mean, variance, offset, scale }) => tf.batchNorm4d(x, mean, variance, offset, scale, 0.01),
    { sizes: SIZES, form: 'for each channel' },
  ),
  recipe(
    'FusedBatchNorm',
    { x: ['m', 'c'], mean: ['c'], variance: tensor(['c'], undefined, { least: 0.25 }) },
    {},
    ({ x, mean, variance }) => tf.batchNorm2d(x, mean, variance),
    { sizes: SIZES, form: 'without offset and scale' },
  ),
  recipe(
    'FusedBatchNorm',
    {
      x: ['m', 'c'],
      mean: ['m', 'c'],
      variance: tensor(['m', 'c'], undefined, { least: 0.25 }),
      offset: ['m', 'c'],
      scale: ['m', 'c'],
    },
    {},
    ({ x, mean, variance, offset, scale }) => tf.batchNorm2d(x, mean, variance, offset, scale),
    { sizes: SIZES, form: 'for each entry' },
  ),
  recipe(
    'tf.fused.matMul',
    { a: ['m', 'n'], b: ['n', 'k'], bias: ['k'] },
    { activation: ACTIVATION },
    ({ a, b, bias }, { activation }) => tf.fused.matMul({ a, b, bias, activation, leakyreluAlpha: 0.25 }),
    { sizes: SIZES },
  ),
  recipe(
    'tf.fused.matMul',
    { a: ['n', 'm'], b: ['k', 'n'], bias: ['k'] },
    { activation: ACTIVATION },
    ({ a, b, bias }, { activation }) =>
      tf.fused.matMul({ a, b, transposeA: true, transposeB: true, bias, activation, leakyreluAlpha: 0.25 }),
    { sizes: SIZES, form: 'transposed' },
  ),
  recipe(
    'tf.fused.conv2d',
    { x: ['m', 3, 3, 'c'], filter: [2, 2, 'c', 'k'], bias: ['k'] },
    { activation: ACTIVATION, pad: choice('valid', 'same'), stride: choice(1, 2) },
    ({ x, filter, bias }, { activation, pad, stride }) =>
      tf.fused.conv2d({ x, filter, strides: stride, pad, bias, activation, leakyreluAlpha: 0.25 }),
    { sizes: SIZES },
  ),
  recipe(
    'tf.fused.depthwiseConv2d',
    { x: ['m', 3, 3, 'c'], filter: [2, 2, 'c', 'k'], bias: tensor([2]) },
    { activation: ACTIVATION, pad: choice('valid', 'same') },
    ({ x, filter, bias }, { activation, pad }) =>
      tf.fused.depthwiseConv2d({ x, filter, strides: 1, pad, bias, activation, leakyreluAlpha: 0.25 }),
    { sizes: { ...SIZES, c: 2, k: 1 } },
  ),
  recipe(
    'tf.losses.softmaxCrossEntropy',
    { logits: ['m', 'k'] },
    { smoothing: choice(0, 0.25), labels: indices('m', 'k') },
    ({ logits }, { smoothing, labels }) =>
      tf.losses.softmaxCrossEntropy(
        tf.oneHot(tf.tensor1d([...labels], 'int32'), logits.shape[1]),
        logits,
        undefined,
        smoothing,
      ),
    { sizes: { ...SIZES, k: [2, 3] }, form: 'logits' },
  ),
  recipe(
    'tf.losses.softmaxCrossEntropy',
    { logits: ['m', 'k'], targets: ['m', 'k'] },
    {},
    ({ logits, targets }) => tf.losses.softmaxCrossEntropy(tf.softmax(targets), logits),
    { sizes: { ...SIZES, k: [2, 3] }, form: 'through labels that are a softmax' },
  ),
  recipe(
    'tf.losses.sigmoidCrossEntropy',
    { logits: ['m', 'k'] },
    {},
    ({ logits }) => tf.losses.sigmoidCrossEntropy(tf.onesLike(logits), logits),
    { sizes: SIZES },
  ),
  recipe(
    'tf.losses.logLoss',
    { p: tensor(['m', 'k'], undefined, UNIT) },
    {},
    ({ p }) => tf.losses.logLoss(tf.onesLike(p), p),
    { sizes: SIZES },
  ),
  recipe(
    'tf.losses.huberLoss',
    { p: ['m', 'k'] },
    { delta: choice(1, 0.5) },
    ({ p }, { delta }) => tf.losses.huberLoss(tf.zerosLike(p), p, undefined, delta),
    { sizes: SIZES },
  ),
  recipe(
    'tf.losses.cosineDistance',
    { p: ['m', 'k'], q: ['m', 'k'] },
    {},
    ({ p, q }) => tf.losses.cosineDistance(p, q, 1),
    { sizes: SIZES },
  ),
  recipe(
    'tf.moments',
    { x: ['m', 'n'] },
    { axis: choice(0, 1) },
    ({ x }, { axis }) => {
      const { mean, variance } = tf.moments(x, axis);
      return [mean, variance];
    },
    { sizes: SIZES },
  ),
  recipe(
    'tf.norm',
    { x: tensor(['m', 'n'], ['normal']) },
    { axis: choice(0, 1), order: choice('euclidean', '1') },
    ({ x }, { axis, order }) => tf.norm(x, order === '1' ? 1 : 'euclidean', axis),
    { sizes: SIZES },
  ),
  recipe('tf.dot', { a: ['m', 'n'], b: ['n'] }, {}, ({ a, b }) => tf.dot(a, b), { sizes: SIZES }),
  recipe('tf.outerProduct', { a: ['m'], b: ['n'] }, {}, ({ a, b }) => tf.outerProduct(a, b), { sizes: SIZES }),
  recipe('tf.einsum', { a: ['m', 'n'], b: ['n', 'k'] }, {}, ({ a, b }) => tf.einsum('ij,jk->ki', a, b), {
    sizes: SIZES,
  }),
  recipe('tf.logSigmoid', { x: ['m', 'n'] }, {}, ({ x }) => tf.logSigmoid(x), { sizes: SIZES }),
  recipe(
    'tf.complex',
    { re: ['m'], im: ['m'] },
    {},
    ({ re, im }) => {
      const z = tf.complex(re, im);
      return [tf.real(z), tf.imag(z)];
    },
    { sizes: SIZES },
  ),
  recipe(
    'tf.fft',
    { re: ['m'], im: ['m'] },
    {},
    ({ re, im }) => {
      const z = tf.spectral.fft(tf.complex(re, im));
      return [tf.real(z), tf.imag(z)];
    },
    { sizes: SIZES },
  ),
  recipe(
    'tf.rfft',
    { x: ['m'] },
    {},
    ({ x }) => {
      const z = tf.spectral.rfft(x);
      return [tf.real(z), tf.imag(z)];
    },
    { sizes: SIZES },
  ),
  recipe('tf.squeeze', { x: ['m', 1, 'n'] }, {}, ({ x }) => tf.squeeze(x, [1]), { sizes: SIZES }),
  recipe('tf.depthToSpace', { x: ['m', 'n', 2, 4] }, {}, ({ x }) => tf.depthToSpace(x, 2, 'NHWC'), { sizes: SIZES }),
  recipe(
    'tf.image.cropAndResize',
    { x: ['m', 3, 3, 'c'] },
    {},
    ({ x }) => tf.image.cropAndResize(x, [[0, 0, 1, 1]], tf.tensor1d([0], 'int32'), [2, 2]),
    { sizes: SIZES },
  ),
];
