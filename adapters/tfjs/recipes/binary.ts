import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import type { Dim } from '../../../generators/dims.ts';
import type { Values } from '../../../generators/field-spec.ts';
import { tensor } from '../../../generators/tensor.ts';
import type { Domain } from '../../../generators/tensor-spec.ts';
import { type Recipe, recipe } from '../recipe.ts';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

interface Entry {
  readonly call: Binary;
  readonly a?: Domain;
  readonly b?: Domain;
  readonly convention?: string;
  /** Jumps where whole numbers meet. */
  readonly jumps?: boolean;
}

/** Which shapes meet. */
const SHAPES: Readonly<Record<string, readonly [readonly Dim[], readonly Dim[]]>> = {
  'same shape': [
    ['n', 'm'],
    ['n', 'm'],
  ],
  'a vector on the right': [['n', 'm'], ['m']],
  'a vector on the left': [['m'], ['n', 'm']],
  'a column and a row': [
    ['n', 1],
    [1, 'm'],
  ],
  'a scalar on the right': [['n', 'm'], []],
  'batches of one': [
    [1, 'n', 'm'],
    ['k', 1, 'm'],
  ],
};

const APART: readonly Values[] = ['normal', 'uniform'];
const POSITIVE: Domain = { least: 0.5 };

const OPS: Readonly<Record<string, Entry>> = {
  Add: { call: tf.add },
  Atan2: { call: tf.atan2, b: POSITIVE },
  GreaterEqual: { call: (a, b) => tf.cast(tf.greaterEqual(a, b), 'float32') },
  Maximum: { call: tf.maximum },
  Minimum: { call: tf.minimum },
  Mod: { call: tf.mod, b: POSITIVE, jumps: true },
  Multiply: { call: tf.mul },
  Pow: { call: tf.pow, a: POSITIVE },
  RealDiv: { call: tf.div, b: POSITIVE },
  SquaredDifference: { call: tf.squaredDifference },
  Sub: { call: tf.sub },
  FloorDiv: {
    call: tf.floorDiv,
    b: POSITIVE,
    jumps: true,
    convention: 'the gradient is that of the division that is rounded: the rounding is passed straight through',
  },
};

/** Two tensors, with broadcasting. */
export const binary: readonly Recipe[] = [
  ...Object.entries(OPS).flatMap(([op, { call, a, b, convention, jumps }]) =>
    Object.entries(SHAPES).map(([form, [left, right]]) =>
      recipe(
        op,
        { a: tensor(left, undefined, a), b: tensor(right, undefined, b) },
        {},
        (tensors) => call(tensors.a as tf.Tensor, tensors.b as tf.Tensor),
        {
          form,
          sizes: { k: [2, 3], n: [1, 4], m: [1, 4] },
          ...(convention === undefined ? {} : { convention }),
          ...(jumps ? { regimes: APART } : {}),
        },
      ),
    ),
  ),
  recipe('Pow', { a: ['n', 'm'] }, { power: choice(2, 3, 1, 0) }, ({ a }, { power }) => tf.pow(a, power), {
    form: 'a whole power of any number',
  }),
  recipe('Atan2', { a: ['n'], b: tensor(['n'], ['normal', 'uniform']) }, {}, ({ a, b }) => tf.atan2(a, b), {
    form: 'all quadrants',
  }),
  recipe('Mod', { a: ['n'], b: tensor(['n'], undefined, { most: -0.5 }) }, {}, ({ a, b }) => tf.mod(a, b), {
    form: 'a negative divisor',
    regimes: APART,
  }),
  recipe('Prelu', { x: ['n', 'm'], alpha: ['n', 'm'] }, {}, ({ x, alpha }) => tf.prelu(x, alpha), {
    form: 'same shape',
  }),
  recipe('Prelu', { x: ['n', 'm'], alpha: ['m'] }, {}, ({ x, alpha }) => tf.prelu(x, alpha as tf.Tensor), {
    form: 'one slope for each channel',
  }),
  recipe('Prelu', { x: ['k', 'n', 'm'], alpha: [1, 'm'] }, {}, ({ x, alpha }) => tf.prelu(x, alpha as tf.Tensor), {
    form: 'shared axes',
    sizes: { k: [1, 3], n: [1, 3], m: [1, 3] },
  }),
  recipe('AddN', { a: ['n', 'm'], b: ['n', 'm'], c: ['n', 'm'] }, {}, ({ a, b, c }) => tf.addN([a, b, c, a])),
  recipe('BroadcastTo', { x: ['m'] }, { n: choice(1, 2, 3) }, ({ x }, { n }) => tf.broadcastTo(x, [n, x.shape[0]!]), {
    form: 'a new axis',
  }),
  recipe(
    'BroadcastTo',
    { x: ['n', 1, 'm'] },
    { k: choice(1, 2, 3) },
    ({ x }, { k }) => tf.broadcastTo(x, [x.shape[0]!, k, x.shape[2]!]),
    { form: 'an axis of 1' },
  ),
  recipe(
    'BroadcastTo',
    { x: ['n', 1] },
    { k: choice(1, 2, 3), m: choice(1, 2) },
    ({ x }, { k, m }) => tf.broadcastTo(x, [m, x.shape[0]!, k]),
    { form: 'a new axis and an axis of 1' },
  ),
  recipe(
    'Select',
    { a: ['n', 'm'], b: ['n', 'm'] },
    { every: choice(2, 3, 1) },
    ({ a, b }, { every }) => tf.where(maskLike(a, every), a, b),
    { form: 'same shape' },
  ),
  recipe(
    'Select',
    { a: ['n', 'm'], b: ['m'] },
    { every: choice(2, 3, 1) },
    ({ a, b }, { every }) => tf.where(maskLike(a, every), a, b as tf.Tensor),
    { form: 'broadcast' },
  ),
  recipe(
    'Select',
    { a: ['n', 'm'], b: ['n', 'm'] },
    { every: choice(2, 3, 1) },
    ({ a, b }, { every }) => tf.where(maskLike(tf.ones([a.shape[0]!, 1]), every), a, b),
    { form: 'a condition for each row' },
  ),
];

function maskLike(x: tf.Tensor, every: number): tf.Tensor {
  return tf.reshape(tf.equal(tf.mod(tf.range(0, x.size, 1, 'int32'), tf.scalar(every, 'int32')), 0), x.shape);
}
