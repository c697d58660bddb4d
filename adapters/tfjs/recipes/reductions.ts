import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import { tensor } from '../../../generators/tensor.ts';
import { type Recipe, recipe } from '../recipe.ts';

const AXES = choice('0', '1', '2', '0,1', '1,2', '0,2', '0,1,2');
const KEEP = choice(false, true);
const SIZES = { a: [1, 3], b: [1, 3], c: [1, 3] } as const;
const LAST = choice(2, -1);
const TIES = 'at a tie every extreme entry gets the whole gradient, not a share of it';

type Reduction = (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor;

const OPS: Readonly<Record<string, Reduction>> = {
  Max: tf.max,
  Mean: tf.mean,
  Min: tf.min,
  Prod: tf.prod,
  Sum: tf.sum,
};

const axesOf = (axes: string): number[] => axes.split(',').map(Number);
const float = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32');

/** Along one axis or several. */
export const reductions: readonly Recipe[] = [
  ...Object.entries(OPS).map(([op, call]) =>
    recipe(
      op,
      { x: ['a', 'b', 'c'] },
      { axes: AXES, keep: KEEP },
      ({ x }, { axes, keep }) => call(x, axesOf(axes), keep),
      { sizes: SIZES, regimes: ['normal', 'uniform'] },
    ),
  ),
  ...(['Max', 'Min'] as const).map((op) =>
    recipe(op, { x: ['a', 'b'] }, { axis: choice(0, 1) }, ({ x }, { axis }) => OPS[op]!(x, [axis], false), {
      form: 'ties',
      regimes: ['ties', 'equal', 'sparse'],
      convention: TIES,
    }),
  ),
  recipe(
    'Prod',
    { x: ['a', 'b'] },
    { axis: choice(0, 1), keep: KEEP },
    ({ x }, { axis, keep }) => tf.prod(x, axis, keep),
    { form: 'with zeros', regimes: ['sparse', 'lattice'] },
  ),
  recipe('Sum', { x: ['a'] }, {}, ({ x }) => tf.sum(x), { form: 'a vector' }),
  recipe('Mean', { x: ['a'] }, {}, ({ x }) => tf.mean(x), { form: 'a vector' }),
  ...(['ArgMax', 'ArgMin'] as const).map((op) =>
    recipe(op, { x: ['a', 'b'] }, { axis: choice(0, 1) }, ({ x }, { axis }) =>
      float(op === 'ArgMax' ? tf.argMax(x, axis) : tf.argMin(x, axis)),
    ),
  ),
  recipe(
    'Cumsum',
    { x: ['a', 'b', 'c'] },
    { axis: choice(2, 1, 0), exclusive: choice(false, true), reverse: choice(false, true) },
    ({ x }, { axis, exclusive, reverse }) => tf.cumsum(x, axis, exclusive, reverse),
    { sizes: SIZES },
  ),
  recipe(
    'Cumsum',
    { x: ['a', 'a'] },
    { axis: choice(1, 0), exclusive: choice(false, true), reverse: choice(false, true) },
    ({ x }, { axis, exclusive, reverse }) => tf.cumsum(x, axis, exclusive, reverse),
    { form: 'a square' },
  ),
  recipe('Softmax', { x: ['a', 'b', 'c'] }, { axis: LAST }, ({ x }, { axis }) => tf.softmax(x, axis), { sizes: SIZES }),
  recipe('LogSoftmax', { x: ['a', 'b', 'c'] }, { axis: LAST }, ({ x }, { axis }) => tf.logSoftmax(x, axis), {
    sizes: SIZES,
  }),
  recipe('tf.logSumExp', { x: ['a', 'b'] }, { axis: choice(0, 1), keep: KEEP }, ({ x }, { axis, keep }) =>
    tf.logSumExp(x, axis, keep),
  ),
  recipe('tf.cumprod', { x: tensor(['a', 'b'], ['normal']) }, { axis: choice(0, 1) }, ({ x }, { axis }) =>
    tf.cumprod(x, axis),
  ),
];
