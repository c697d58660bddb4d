import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, size, vector } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';
import { dot } from './maths.ts';

interface Normalisation {
  readonly cotangent: Float64Array;
  readonly epsilon: number;
}

/** The gradient of dot(cotangent, x) / (norm + epsilon), by what stands for the norm in its own derivative. */
function normaliseGradient(
  x: Float64Array,
  { cotangent, epsilon }: Normalisation,
  inDerivative: (norm: number) => number,
): Float64Array {
  const norm = Math.sqrt(dot(x, x));
  const divisor = norm + epsilon;
  // At x = 0 the slope of the norm is taken as 0.
  if (norm === 0) return cotangent.map((upstream) => upstream / divisor);
  const total = dot(cotangent, x);
  return x.map((value, i) => (cotangent[i]! * divisor - (value * total) / inDerivative(norm)) / divisor ** 2);
}

export const chainerNormalizel2EpsAsNorm: Bug<Float64Array, Normalisation> = {
  id: 'chainer-normalizel2-eps-as-norm',
  title: 'y = x / (|x| + eps): the backward pass has |x| + eps where the derivative of the norm needs |x|',
  source: 'chainer/chainer#4190',
  category: 'precision-loss',
  where: 'everywhere, by eps / |x|: 1e-5 at the default eps, much for short vectors',
  loss: (x, { cotangent, epsilon }) => dot(cotangent, x) / (Math.sqrt(dot(x, x)) + epsilon),
  right: (x, data) => normaliseGradient(x, data, (norm) => norm),
  wrong: () => (x, data) => normaliseGradient(x, data, (norm) => norm + data.epsilon),
  example: {
    params: Float64Array.of(0.5, -1.2, 0.8),
    data: { cotangent: Float64Array.of(1, -0.5, 2), epsilon: 1e-5 },
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({
        params: vector(length).filter((x) => x.some((value) => value !== 0)),
        data: fields({ cotangent: vector(length, factor()), epsilon: fc.constantFrom(1e-5, 1e-4, 1e-3) }),
      }),
    ),
};

// Abramowitz and Stegun 7.1.26.
const RATE = 0.3275911;
const COEFFICIENTS = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429] as const;
const polynomial = (t: number): number => COEFFICIENTS.reduceRight((sum, a) => (sum + a) * t, 0);
const polynomialSlope = (t: number): number => COEFFICIENTS.reduceRight((sum, a, n) => sum * t + (n + 1) * a, 0);

export const tfjsErfApproxForwardExactBackward: Bug<Float64Array, Upstream> = {
  id: 'tfjs-erf-approx-forward-exact-backward',
  title: 'erf is a polynomial approximation, its gradient that of the exact function: of another one than evaluated',
  source: 'tensorflow/tfjs-core, src/kernels/backend_cpu.ts (erf) and unary_ops.ts (its gradient)',
  category: 'precision-loss',
  where: 'everywhere, by up to 5e-6',
  ...elementwise<Upstream>(
    (x) => Math.sign(x) * (1 - polynomial(1 / (1 + RATE * Math.abs(x))) * Math.exp(-x * x)),
    (x) => {
      const t = 1 / (1 + RATE * Math.abs(x));
      return (RATE * t * t * polynomialSlope(t) + 2 * Math.abs(x) * polynomial(t)) * Math.exp(-x * x);
    },
    (x, upstream) => ((upstream * 2) / Math.sqrt(Math.PI)) * Math.exp(-x * x),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  // The approximation jumps by 2e-9 at 0 itself.
  cases: () => elementCases(fields({ x: input(6, -6).filter((x) => x !== 0) })),
};

export const ttmetalTanhBwPoorFit: Bug<Float64Array, Upstream> = {
  id: 'ttmetal-tanh-bw-poor-fit',
  title: 'the backward pass of tanh is a coarse fit of its derivative, 0.999197 at 0 instead of 1',
  source: 'tenstorrent/tt-metal#55349; the error here has the reported size, not the reported curve',
  category: 'precision-loss',
  where: 'near 0, by up to 8e-4',
  ...elementwise<Upstream>(
    Math.tanh,
    (x) => 1 - Math.tanh(x) ** 2,
    (x, upstream) => upstream * (1 - Math.tanh(x) ** 2 - 8.0299e-4 * Math.exp(-x * x)),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: fc.oneof(input(20, -20), decimal(-0.5, 0.5)) })),
};
