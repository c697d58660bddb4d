import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import { tensor } from '../../../generators/tensor.ts';
import type { Domain } from '../../../generators/tensor-spec.ts';
import { type Recipe, recipe } from '../recipe.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;

/** Everywhere defined. */
const WHOLE: Readonly<Record<string, Unary>> = {
  Abs: tf.abs,
  Asinh: tf.asinh,
  Atan: tf.atan,
  Cos: tf.cos,
  Cosh: tf.cosh,
  Elu: tf.elu,
  Erf: tf.erf,
  Exp: tf.exp,
  Expm1: tf.expm1,
  Identity: tf.clone,
  Neg: tf.neg,
  Relu: tf.relu,
  Relu6: tf.relu6,
  Selu: tf.selu,
  Sigmoid: tf.sigmoid,
  Sin: tf.sin,
  Sinh: tf.sinh,
  Softplus: tf.softplus,
  Square: tf.square,
  Tan: (x) => tf.tan(tf.mul(0.25, x)),
  Tanh: tf.tanh,
};

/** Defined, or away from a pole, within bounds. */
const WITHIN: Readonly<Record<string, readonly [Unary, Domain]>> = {
  Acos: [tf.acos, { least: -0.875, most: 0.875 }],
  Acosh: [tf.acosh, { least: 1.25 }],
  Asin: [tf.asin, { least: -0.875, most: 0.875 }],
  Atanh: [tf.atanh, { least: -0.875, most: 0.875 }],
  Log: [tf.log, { least: 0.25 }],
  Log1p: [tf.log1p, { least: -0.5 }],
  Reciprocal: [tf.reciprocal, { least: 0.25 }],
  Rsqrt: [tf.rsqrt, { least: 0.25 }],
  Sqrt: [tf.sqrt, { least: 0.25 }],
};

/** Constant between its jumps: the gradient is 0 wherever there is one. */
const STEPS: Readonly<Record<string, Unary>> = {
  Ceil: tf.ceil,
  Floor: tf.floor,
  IsFinite: (x) => tf.cast(tf.isFinite(x), 'float32'),
  IsInf: (x) => tf.cast(tf.isInf(x), 'float32'),
  IsNan: (x) => tf.cast(tf.isNaN(x), 'float32'),
  OnesLike: tf.onesLike,
  Round: tf.round,
  Sign: tf.sign,
  Step: (x) => tf.step(x, 0.25),
  ZerosLike: tf.zerosLike,
};

/** One tensor to one of the same shape, entry by entry. */
export const unary: readonly Recipe[] = [
  ...Object.entries(WHOLE).map(([op, call]) => recipe(op, { x: ['a', 'b'] }, {}, ({ x }) => call(x))),
  ...Object.entries(WITHIN).map(([op, [call, domain]]) =>
    recipe(op, { x: tensor(['a', 'b'], undefined, domain) }, {}, ({ x }) => call(x)),
  ),
  ...Object.entries(STEPS).map(([op, call]) =>
    recipe(op, { x: ['a', 'b'] }, {}, ({ x }) => call(x), { regimes: ['normal', 'uniform'] }),
  ),
  recipe('ClipByValue', { x: ['a', 'b'] }, { low: choice(-1, -0.25), high: choice(1, 0.75) }, ({ x }, { low, high }) =>
    tf.clipByValue(x, low, high),
  ),
  recipe('LeakyRelu', { x: ['a', 'b'] }, { alpha: choice(0.25, 0, 1.5, -0.5) }, ({ x }, { alpha }) =>
    tf.leakyRelu(x, alpha),
  ),
  recipe('Step', { x: ['a', 'b'] }, { alpha: choice(0.5, 0, -2) }, ({ x }, { alpha }) => tf.step(x, alpha), {
    form: 'with a slope below 0',
  }),
  recipe('Cast', { x: ['a', 'b'] }, {}, ({ x }) => tf.cast(x, 'float32'), { form: 'float32 to float32' }),
  recipe('Cast', { x: ['a', 'b'] }, {}, ({ x }) => tf.cast(tf.cast(x, 'int32'), 'float32'), {
    form: 'float32 to int32',
    convention: 'rounding is passed straight through, so that what lies behind an integer still learns',
  }),
  recipe('ComplexAbs', { re: ['a', 'b'], im: ['a', 'b'] }, {}, ({ re, im }) => tf.abs(tf.complex(re, im))),
];
