import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import type { Values } from '../../../generators/field-spec.ts';
import { type Recipe, recipe } from '../recipe.ts';

const PAD = choice('valid', 'same');
const STRIDE = choice(1, 2);
const SIZES = {
  m: [1, 2],
  h: [3, 5],
  w: [3, 5],
  d: [2, 3],
  c: [1, 2],
  k: [1, 2],
  fh: [1, 3],
  fw: [1, 3],
  fd: [1, 2],
  n: [1, 3],
} as const;
const APART: readonly Values[] = ['normal', 'uniform'];

const both = (stride: number): [number, number] => [stride, stride];
const three = (stride: number): [number, number, number] => [stride, stride, stride];

/** Windows that slide: convolutions, pooling, normalisation over channels, images resized, products of matrices. */
export const windows: readonly Recipe[] = [
  recipe(
    'Conv2D',
    { x: ['m', 'h', 'w', 'c'], filter: ['fh', 'fw', 'c', 'k'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.conv2d(x, filter, both(stride), pad),
    { sizes: SIZES },
  ),
  recipe(
    'Conv2D',
    { x: ['m', 'h', 'w', 'c'], filter: ['fh', 'fw', 'c', 'k'] },
    { pad: choice(0, 1, 2), stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.conv2d(x, filter, both(stride), pad, 'NHWC', 1, 'floor'),
    { sizes: SIZES, form: 'explicit padding' },
  ),
  recipe(
    'Conv2D',
    { x: ['m', 5, 5, 'c'], filter: [2, 2, 'c', 'k'] },
    { pad: PAD },
    ({ x, filter }, { pad }) => tf.conv2d(x, filter, 1, pad, 'NHWC', 2),
    { sizes: SIZES, form: 'dilated' },
  ),
  recipe(
    'Conv2D',
    { x: ['m', 'c', 'h', 'w'], filter: ['fh', 'fw', 'c', 'k'] },
    { pad: PAD },
    ({ x, filter }, { pad }) => tf.conv2d(x, filter, 1, pad, 'NCHW'),
    { sizes: SIZES, form: 'NCHW' },
  ),
  recipe(
    'tf.conv1d',
    { x: ['m', 'w', 'c'], filter: ['fw', 'c', 'k'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.conv1d(x, filter, stride, pad),
    { sizes: SIZES },
  ),
  recipe(
    'Conv2DBackpropInput',
    { x: ['m', 'n', 'n', 'k'], filter: [2, 2, 'c', 'k'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => {
      const [m, n] = x.shape;
      const size = pad === 'same' ? n * stride : (n - 1) * stride + 2;
      return tf.conv2dTranspose(x, filter, [m, size, size, filter.shape[2]], both(stride), pad);
    },
    { sizes: SIZES },
  ),
  recipe(
    'Conv3D',
    { x: ['m', 'd', 'h', 3, 'c'], filter: ['fd', 'fh', 1, 'c', 'k'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.conv3d(x, filter, three(stride), pad),
    { sizes: { ...SIZES, h: [3, 3] } },
  ),
  recipe(
    'tf.conv3dTranspose',
    { x: ['m', 2, 2, 'n', 'k'], filter: [2, 2, 2, 'c', 'k'] },
    { stride: STRIDE },
    ({ x, filter }, { stride }) =>
      tf.conv3dTranspose(
        x,
        filter,
        [x.shape[0], 2 * stride, 2 * stride, x.shape[3] * stride, filter.shape[3]],
        three(stride),
        'same',
      ),
    { sizes: SIZES },
  ),
  recipe(
    'DepthwiseConv2dNative',
    { x: ['m', 'h', 'w', 'c'], filter: ['fh', 'fw', 'c', 'k'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.depthwiseConv2d(x, filter, both(stride), pad),
    { sizes: SIZES },
  ),
  recipe(
    'DepthwiseConv2dNative',
    { x: ['m', 5, 5, 'c'], filter: [2, 2, 'c', 'k'] },
    { pad: PAD },
    ({ x, filter }, { pad }) => tf.depthwiseConv2d(x, filter, 1, pad, 'NHWC', 2),
    { sizes: SIZES, form: 'dilated' },
  ),
  recipe(
    'tf.separableConv2d',
    { x: ['m', 'h', 3, 'c'], depth: [2, 2, 'c', 2], point: [1, 1, 4, 'k'] },
    { pad: PAD },
    ({ x, depth, point }, { pad }) => tf.separableConv2d(x, depth, point, 1, pad),
    { sizes: { ...SIZES, c: 2 } },
  ),
  recipe(
    'Dilation2D',
    { x: ['m', 'h', 'w', 'c'], filter: ['fh', 'fw', 'c'] },
    { pad: PAD, stride: STRIDE },
    ({ x, filter }, { pad, stride }) => tf.dilation2d(x, filter, both(stride), pad),
    { sizes: SIZES, regimes: APART },
  ),
  recipe(
    'AvgPool',
    { x: ['m', 'h', 'w', 'c'] },
    { pad: PAD, size: choice(2, 3, 1), stride: STRIDE },
    ({ x }, { pad, size, stride }) => tf.avgPool(x, size, stride, pad),
    { sizes: SIZES },
  ),
  recipe(
    'AvgPool',
    { x: ['m', 4, 4, 'c'] },
    { pad: choice(0, 1), size: choice(2, 3) },
    ({ x }, { pad, size }) => tf.avgPool(x, size, 1, pad, 'floor'),
    { sizes: SIZES, form: 'explicit padding' },
  ),
  recipe(
    'AvgPool3D',
    { x: ['m', 'd', 'd', 3, 'c'] },
    { pad: PAD, size: choice(2, 1), stride: STRIDE },
    ({ x }, { pad, size, stride }) => tf.avgPool3d(x, size, stride, pad),
    { sizes: SIZES },
  ),
  recipe(
    'MaxPool',
    { x: ['m', 'h', 'w', 'c'] },
    { pad: PAD, size: choice(2, 3, 1), stride: STRIDE },
    ({ x }, { pad, size, stride }) => tf.maxPool(x, size, stride, pad),
    { sizes: SIZES, regimes: APART },
  ),
  recipe(
    'MaxPool',
    { x: ['m', 4, 4, 'c'] },
    { pad: choice(0, 1), size: choice(2, 3) },
    ({ x }, { pad, size }) => tf.maxPool(x, size, 1, pad, 'floor'),
    { sizes: SIZES, regimes: APART, form: 'explicit padding' },
  ),
  recipe(
    'MaxPool',
    { x: ['m', 'h', 'w', 'c'] },
    { pad: PAD, stride: STRIDE },
    ({ x }, { pad, stride }) => tf.maxPool(x, 2, stride, pad),
    { sizes: SIZES, regimes: ['ties', 'equal', 'sparse'], form: 'ties' },
  ),
  recipe(
    'MaxPool3D',
    { x: ['m', 'd', 'd', 3, 'c'] },
    { pad: PAD, size: choice(2, 1), stride: STRIDE },
    ({ x }, { pad, size, stride }) => tf.maxPool3d(x, size, stride, pad),
    { sizes: SIZES, regimes: APART },
  ),
  recipe(
    'LRN',
    { x: ['m', 2, 1, 'h'] },
    { radius: choice(1, 0, 5), bias: choice(1, 2), alpha: choice(1, 0.5), beta: choice(0.5, 1) },
    ({ x }, { radius, bias, alpha, beta }) => tf.localResponseNormalization(x, radius, bias, alpha, beta),
    { sizes: SIZES },
  ),
  ...[false, true].flatMap((corners) => [
    recipe(
      'ResizeBilinear',
      { x: ['m', 'n', 'n', 'c'] },
      { high: choice(2, 3, 1, 5), wide: choice(2, 3, 1, 5) },
      ({ x }, { high, wide }) => tf.image.resizeBilinear(x, [high, wide], corners),
      { sizes: SIZES, form: corners ? 'corners aligned' : 'plain' },
    ),
    recipe(
      'ResizeNearestNeighbor',
      { x: ['m', 'n', 'n', 'c'] },
      { high: choice(2, 3, 1, 5), wide: choice(2, 3, 1, 5) },
      ({ x }, { high, wide }) => tf.image.resizeNearestNeighbor(x, [high, wide], corners),
      // With the corners of a single pixel aligned, the backward kernel of the cpu backend never ends.
      { sizes: corners ? { ...SIZES, n: [2, 3] } : SIZES, form: corners ? 'corners aligned' : 'plain' },
    ),
  ]),
  recipe(
    'ResizeBilinear',
    { x: ['m', 'n', 'n', 'c'] },
    { high: choice(2, 3, 5), wide: choice(2, 4) },
    ({ x }, { high, wide }) => tf.image.resizeBilinear(x, [high, wide], false, true),
    { sizes: SIZES, form: 'half-pixel centers' },
  ),
  recipe(
    'ResizeNearestNeighbor',
    { x: ['m', 'n', 'n', 'c'] },
    { high: choice(2, 3, 5), wide: choice(2, 4) },
    ({ x }, { high, wide }) => tf.image.resizeNearestNeighbor(x, [high, wide], false, true),
    { sizes: SIZES, form: 'half-pixel centers' },
  ),
  recipe('BatchMatMul', { a: ['m', 'h', 'n'], b: ['m', 'n', 'k'] }, {}, ({ a, b }) => tf.matMul(a, b), {
    sizes: SIZES,
    form: 'plain',
  }),
  recipe('BatchMatMul', { a: ['m', 'n', 'h'], b: ['m', 'n', 'k'] }, {}, ({ a, b }) => tf.matMul(a, b, true, false), {
    sizes: SIZES,
    form: 'left transposed',
  }),
  recipe('BatchMatMul', { a: ['m', 'h', 'n'], b: ['m', 'k', 'n'] }, {}, ({ a, b }) => tf.matMul(a, b, false, true), {
    sizes: SIZES,
    form: 'right transposed',
  }),
  recipe('BatchMatMul', { a: ['m', 'n', 'h'], b: ['m', 'k', 'n'] }, {}, ({ a, b }) => tf.matMul(a, b, true, true), {
    sizes: SIZES,
    form: 'both transposed',
  }),
  recipe('BatchMatMul', { a: [1, 'h', 'n'], b: ['m+1', 'n', 'k'] }, {}, ({ a, b }) => tf.matMul(a, b), {
    sizes: SIZES,
    form: 'a batch broadcast',
  }),
];
