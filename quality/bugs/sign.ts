import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, input } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';

interface Coefficients extends Upstream {
  readonly coefficient: Float64Array;
}

export const mathjsDoubleNegation: Bug<Float64Array, Coefficients> = {
  id: 'mathjs-double-negation',
  title: 'the derivative of 1 - (-b) * x has the wrong sign, since simplify drops one minus of --b',
  source: 'josdejong/mathjs#934',
  category: 'sign',
  where: 'a negative coefficient that is subtracted',
  ...elementwise<Coefficients>(
    (x, { coefficient }, i) => 1 - coefficient[i]! * x,
    (_x, { coefficient }, i) => -coefficient[i]!,
    (_x, upstream, { coefficient }, i) => -upstream * Math.abs(coefficient[i]!),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2),
    data: { coefficient: Float64Array.of(2, 3), cotangent: Float64Array.of(1, 1) },
  },
  cases: () => elementCases(fields({ x: input(), coefficient: factor() })),
};

interface Labels extends Upstream {
  /** 0 or 1 for every score. */
  readonly label: Float64Array;
}

const side = ({ label }: Labels, i: number): number => 2 * label[i]! - 1;

export const sklearnExponentialLossSign: Bug<Float64Array, Labels> = {
  id: 'sklearn-exponential-loss-sign',
  title: 'ExponentialLoss.negative_gradient has the wrong sign',
  source: 'scikit-learn/scikit-learn#9666, fixed in #22050',
  category: 'sign',
  where: 'everywhere',
  ...elementwise<Labels>(
    (x, data, i) => Math.exp(-side(data, i) * x),
    (x, data, i) => -side(data, i) * Math.exp(-side(data, i) * x),
    (x, upstream, data, i) => upstream * side(data, i) * Math.exp(-side(data, i) * x),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2),
    data: { label: Float64Array.of(1, 0), cotangent: Float64Array.of(1, 1) },
  },
  cases: () => elementCases(fields({ x: input(10, -10), label: fc.constantFrom(0, 1) })),
};
