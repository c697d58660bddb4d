import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Bug } from './bug.ts';
import { decimal, fields, input } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';

interface Abscissa extends Upstream {
  readonly abscissa: Float64Array;
}

export const cppadAtan2YZero: Bug<Float64Array, Abscissa> = {
  id: 'cppad-atan2-y-zero',
  title: 'the derivative of atan2(y, x) is lost where y is exactly 0',
  source: 'coin-or/CppAD#120',
  category: 'boundary-rare',
  where: 'y exactly 0 with x > 0',
  ...elementwise<Abscissa>(
    (y, { abscissa }, i) => Math.atan2(y, abscissa[i]!),
    (y, { abscissa }, i) => abscissa[i]! / (abscissa[i]! ** 2 + y ** 2),
    (y, upstream, { abscissa }, i) => (y === 0 ? 0 : (upstream * abscissa[i]!) / (abscissa[i]! ** 2 + y ** 2)),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2),
    data: { abscissa: Float64Array.of(1.5, 0.7), cotangent: Float64Array.of(1, 1) },
  },
  cases: () => elementCases(fields({ x: input(), abscissa: decimal(0.3, 2) })),
};

export const jaxSoftplusAtZero: Bug<Float64Array, Upstream> = {
  id: 'jax-softplus-at-zero',
  title: 'the gradient of softplus is 0 at exactly 0, since both max(x, 0) and |x| drop out there; it is 1/2',
  source: 'google/jax#2107, #2140',
  category: 'boundary-rare',
  where: 'x exactly 0, where softplus is smooth',
  ...elementwise<Upstream>(softplus, sigmoid, (x, upstream) => (x === 0 ? 0 : upstream * sigmoid(x))),
  example: { params: Float64Array.of(0.5, -2, 30), data: { cotangent: Float64Array.of(1, 1, 1) } },
  cases: () => elementCases(fields({ x: input(40, -40) })),
};

interface Threshold extends Upstream {
  readonly beta: number;
  readonly threshold: number;
}

const thresholdSoftplus = (x: number, { beta, threshold }: Threshold): number =>
  beta * x > threshold ? x : Math.log1p(Math.exp(beta * x)) / beta;

export const pytorchSoftplusThresholdOnOutput: Bug<Float64Array, Threshold> = {
  id: 'pytorch-softplus-threshold-on-output',
  title: 'the backward pass of softplus compares beta * output with the threshold, the forward pass beta * input',
  source: 'pytorch/pytorch#55587, #61568; the same slip in PaddlePaddle/Paddle#18678',
  category: 'boundary-rare',
  where: 'log(exp(threshold) - 1) < beta * x <= threshold: a strip 2e-9 wide at the default threshold of 20',
  ...elementwise<Threshold>(
    thresholdSoftplus,
    (x, { beta, threshold }) => (beta * x > threshold ? 1 : sigmoid(beta * x)),
    (x, upstream, data) => {
      const scaled = data.beta * thresholdSoftplus(x, data);
      return scaled > data.threshold ? upstream : (upstream * Math.expm1(scaled)) / Math.exp(scaled);
    },
  ),
  example: {
    params: Float64Array.of(0.5, -2, 3),
    data: { beta: 1, threshold: 20, cotangent: Float64Array.of(1, 1, 1) },
  },
  // The loss jumps at the threshold itself, so keep a little away.
  cases: () =>
    fc.tuple(fc.constantFrom(1, 3, 0.5), fc.constantFrom(20, 1, 2, 5)).chain(([beta, threshold]) => {
      const near = decimal(-1, 1).map((t) => threshold + t);
      const scaled = fc.oneof(near, decimal(-5, 5)).filter((t) => Math.abs(t - threshold) >= 0.01);
      const x = scaled.map((t) => t / beta);
      return elementCases(fields({ x })).map(({ params, data }) => ({ params, data: { ...data, beta, threshold } }));
    }),
};

export const tinygradAsinhAtZero: Bug<Float64Array, Upstream> = {
  id: 'tinygrad-asinh-at-zero',
  title: 'asinh as sign(x) * log(|x| + sqrt(x * x + 1)) has gradient 0 at x = 0 instead of 1',
  source: 'tinygrad/tinygrad#17758, a regression of #17749',
  category: 'boundary-rare',
  where: 'x exactly 0, which uniform test inputs never are',
  ...elementwise<Upstream>(
    Math.asinh,
    (x) => 1 / Math.sqrt(1 + x * x),
    (x, upstream) => (upstream * Math.sign(x) ** 2) / Math.sqrt(1 + x * x),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: input(1000, -1000) })),
};
