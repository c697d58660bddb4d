import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import type { Bug } from './bug.ts';
import { decimal, fields, input } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';

interface SmoothL1 extends Upstream {
  readonly target: Float64Array;
  readonly beta: number;
}

export const attorchSmoothl1SignedThreshold: Bug<Float64Array, SmoothL1> = {
  id: 'attorch-smoothl1-signed-threshold',
  title: 'smooth L1 compares the signed difference with beta, so that below -beta it takes the quadratic branch',
  source: 'BobMcDear/attorch#13, where the forward pass had the slip too',
  category: 'wrong-formula',
  where: 'prediction - target < -beta',
  ...elementwise<SmoothL1>(
    (x, { target, beta }, i) => {
      const distance = Math.abs(x - target[i]!);
      return distance < beta ? (0.5 * distance ** 2) / beta : distance - 0.5 * beta;
    },
    (x, { target, beta }, i) => {
      const difference = x - target[i]!;
      return Math.abs(difference) < beta ? difference / beta : Math.sign(difference);
    },
    (x, upstream, { target, beta }, i) => {
      const difference = x - target[i]!;
      return upstream * (difference < beta ? difference / beta : Math.sign(difference));
    },
  ),
  example: {
    params: Float64Array.of(0.5, -1.2, 2),
    data: { target: Float64Array.of(0.3, -1, 1), beta: 1, cotangent: Float64Array.of(1, 1, 1) },
  },
  // Seams included: a difference of exactly beta.
  cases: () =>
    fc.constantFrom(1, 0.5).chain((beta) => {
      const difference = fc.oneof(input(), fc.constantFrom(beta, -beta));
      const element = fields({ target: input(), difference }).map((e) => ({
        x: e.target + e.difference,
        target: e.target,
      }));
      return elementCases(element).map(({ params, data }) => ({ params, data: { ...data, beta } }));
    }),
};

interface LogitNormal extends Upstream {
  readonly mu: number;
  readonly sigma: number;
}

export const distributionsLogitnormalLogInsteadOfLogit: Bug<Float64Array, LogitNormal> = {
  id: 'distributions-logitnormal-log-instead-of-logit',
  title: 'gradlogpdf of LogitNormal kept the formula of LogNormal, with log x for logit x',
  source: 'JuliaStats/Distributions.jl#1221, fixed in #1223',
  category: 'wrong-formula',
  where: 'everywhere in (0, 1)',
  ...elementwise<LogitNormal>(
    (x, { mu, sigma }) => -0.5 * ((Math.log(x / (1 - x)) - mu) / sigma) ** 2 - Math.log(sigma * x * (1 - x)),
    (x, { mu, sigma }) => (mu - Math.log(x / (1 - x)) + sigma ** 2 * (2 * x - 1)) / (sigma ** 2 * x * (1 - x)),
    (x, upstream, { mu, sigma }) => (upstream * ((mu - Math.log(x)) / sigma ** 2 - 1)) / x,
  ),
  example: {
    params: Float64Array.of(0.3, 0.8),
    data: { mu: 0, sigma: 1, cotangent: Float64Array.of(1, 1) },
  },
  cases: () =>
    fc
      .tuple(elementCases(fields({ x: fc.oneof(decimal(0.01, 0.99), fc.constant(0.5)) })), input(), decimal(0.5, 1.5))
      .map(([{ params, data }, mu, sigma]) => ({ params, data: { ...data, mu, sigma } })),
};

export const libbrainSigmoidPrimeOfActivation: Bug<Float64Array, Upstream> = {
  id: 'libbrain-sigmoid-prime-of-activation',
  title: "the derivative is taken of the activation instead of the weighted sum: s'(s(z))",
  source: 'benoitfragit/libBrain#78; liashchynskyi/skynet#1',
  category: 'wrong-formula',
  where: 'everywhere',
  ...elementwise<Upstream>(
    sigmoid,
    (x) => sigmoid(x) * sigmoid(-x),
    (x, upstream) => upstream * sigmoid(sigmoid(x)) * sigmoid(-sigmoid(x)),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: input(40, -40, 800, -800) })),
};

interface Quadratic extends Upstream {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const mxnetQuadraticBackwardCallsForward: Bug<Float64Array, Quadratic> = {
  id: 'mxnet-quadratic-backward-calls-forward',
  title: 'the backward pass of quadratic is registered with the kernel of the forward pass',
  source: 'apache/mxnet#16938',
  category: 'wrong-formula',
  where: 'everywhere, for sparse storage',
  ...elementwise<Quadratic>(
    (x, { a, b, c }) => a * x * x + b * x + c,
    (x, { a, b }) => 2 * a * x + b,
    (x, upstream, { a, b, c }) => upstream * (a * x * x + b * x + c),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2),
    data: { a: 1, b: -2, c: 3, cotangent: Float64Array.of(1, 1) },
  },
  cases: () =>
    fc
      .tuple(elementCases(fields({ x: input() })), fields({ a: input(), b: input(), c: input() }))
      .map(([{ params, data }, coefficients]) => ({ params, data: { ...data, ...coefficients } })),
};
