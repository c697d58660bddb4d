import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, size, tiedVector, vector } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';
import { argMax, sum } from './maths.ts';

export const mathjsNestedDerivative: Bug<Float64Array, Upstream> = {
  id: 'mathjs-nested-derivative',
  title: 'the derivative of x * derivative(e^x, x) treats the inner derivative as a constant',
  source: 'josdejong/mathjs#3528',
  category: 'missing-term',
  where: 'x other than 0',
  ...elementwise<Upstream>(
    (x) => x * Math.exp(x),
    (x) => Math.exp(x) * (x + 1),
    (x, upstream) => upstream * Math.exp(x),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: input(-20) })),
};

interface Dividend extends Upstream {
  readonly dividend: Float64Array;
}

export const slangFmodNoDivisorGrad: Bug<Float64Array, Dividend> = {
  id: 'slang-fmod-no-divisor-grad',
  title: 'the backward pass of fmod(x, y) gives nothing to y',
  source: 'shader-slang/slang#10071',
  category: 'missing-term',
  where: '|x| > |y|',
  ...elementwise<Dividend>(
    (y, { dividend }, i) => dividend[i]! % y,
    (y, { dividend }, i) => -Math.trunc(dividend[i]! / y),
    () => 0,
  ),
  example: {
    params: Float64Array.of(1.5, 4),
    data: { dividend: Float64Array.of(5, 2.5), cotangent: Float64Array.of(1, 1) },
  },
  // The remainder jumps where the quotient is whole.
  cases: () =>
    elementCases(
      fields({ x: fc.oneof(decimal(1.5, 4), decimal(-4, -1.5)), dividend: decimal(-20, 20) }).filter(
        ({ x, dividend }) => Math.abs(dividend / x - Math.round(dividend / x)) >= 0.02,
      ),
    ),
};

interface Cotangent {
  readonly cotangent: Float64Array;
}

/** The gradient of (x - min) / (max - min) by what counts of the paths through min and max. */
function rescaleGradient(x: Float64Array, cotangent: Float64Array, throughMax: 0 | 1): Float64Array {
  const [low, high] = [Math.min(...x), Math.max(...x)];
  const range = high - low;
  const shared = sum(x.map((value, i) => cotangent[i]! * (value - low))) / range ** 2;
  const gradient = cotangent.map((value) => value / range);
  gradient[argMax(x)]! -= throughMax * shared;
  gradient[x.indexOf(low)]! += shared - sum(cotangent) / range;
  return gradient;
}

export const zygoteMaximumPathDropped: Bug<Float64Array, Cotangent> = {
  id: 'zygote-maximum-path-dropped',
  title: 'the path of (x - min) / (max - min) through maximum is lost',
  source: 'FluxML/Zygote.jl#197, #208',
  category: 'missing-term',
  where: 'the entry that is the maximum',
  loss: (x, { cotangent }) => {
    const [low, high] = [Math.min(...x), Math.max(...x)];
    return sum(x.map((value, i) => (cotangent[i]! * (value - low)) / (high - low)));
  },
  right: (x, { cotangent }) => rescaleGradient(x, cotangent, 1),
  wrong:
    () =>
    (x, { cotangent }) =>
      rescaleGradient(x, cotangent, 0),
  example: {
    params: Float64Array.of(0.5, -1.2, 2, 0.3),
    data: { cotangent: Float64Array.of(1, -0.5, 2, 1) },
  },
  cases: () =>
    size(2, 5).chain((length) =>
      fields({
        params: tiedVector(length).filter((x) => Math.max(...x) - Math.min(...x) >= 0.1),
        data: fields({ cotangent: vector(length, factor()) }),
      }),
    ),
};
