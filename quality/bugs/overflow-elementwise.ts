import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Bug } from './bug.ts';
import { decimal, fields, input } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';

export const burnAbsNan: Bug<Float64Array, Upstream> = {
  id: 'burn-abs-nan',
  title: 'the backward pass of abs is x / |x|: NaN at 0, which poisons smooth compositions such as |x|^2',
  source: 'tracel-ai/burn#2249, #1441',
  category: 'overflow-nan',
  where: 'x exactly 0',
  ...elementwise<Upstream>(
    (x) => Math.abs(x) ** 2,
    (x) => 2 * x,
    (x, upstream) => upstream * 2 * Math.abs(x) * (x / Math.abs(x)),
  ),
  example: { params: Float64Array.of(0.5, -1.2), data: { cotangent: Float64Array.of(1, 1) } },
  cases: () => elementCases(fields({ x: input() })),
};

interface Slope extends Upstream {
  readonly slope: number;
}

export const snntorchSurrogateOverflow: Bug<Float64Array, Slope> = {
  id: 'snntorch-surrogate-overflow',
  title: 'the derivative of sigmoid(k x) as k e / (1 + e)^2 with e = exp(-k x) is inf / inf',
  source: 'jeshraghian/snntorch#427, #433; the same failure in huggingface/candle#1722',
  category: 'overflow-nan',
  where: 'k x < -709; in float32 x < -3.5 at the default k of 25',
  ...elementwise<Slope>(
    (x, { slope }) => sigmoid(slope * x),
    (x, { slope }) => slope * sigmoid(slope * x) * sigmoid(-slope * x),
    (x, upstream, { slope }) => (upstream * slope * Math.exp(-slope * x)) / (Math.exp(-slope * x) + 1) ** 2,
  ),
  example: { params: Float64Array.of(0.1, -0.2), data: { slope: 25, cotangent: Float64Array.of(1, 1) } },
  cases: () =>
    elementCases(fields({ x: fc.oneof(input(), decimal(-0.2, 0.2), decimal(-40, 5)) })).map(({ params, data }) => ({
      params,
      data: { ...data, slope: 25 },
    })),
};

interface Bases extends Upstream {
  readonly base: Float64Array;
}

export const tfjsPowExponentGradBaseZero: Bug<Float64Array, Bases> = {
  id: 'tfjs-pow-exponent-grad-base-zero',
  title: 'd/db a^b = a^b log(a) is 0 * -inf = NaN for a = 0, where it is 0',
  source: 'tensorflow/tfjs#346; tensorflow#2295; pytorch#27134; ForwardDiff.jl#414; tinygrad#155',
  category: 'overflow-nan',
  where: 'a base of exactly 0',
  ...elementwise<Bases>(
    (exponent, { base }, i) => base[i]! ** exponent,
    (exponent, { base }, i) => (base[i]! > 0 ? base[i]! ** exponent * Math.log(base[i]!) : 0),
    (exponent, upstream, { base }, i) => upstream * base[i]! ** exponent * Math.log(base[i]!),
  ),
  example: {
    params: Float64Array.of(2, 0.5),
    data: { base: Float64Array.of(1.5, 0.7), cotangent: Float64Array.of(1, 1) },
  },
  cases: () =>
    elementCases(
      fields({
        x: fc.oneof(decimal(0.5, 3), fc.constantFrom(1, 2)),
        base: fc.oneof(decimal(0.2, 2), fc.constantFrom(0, 1)),
      }),
    ),
};

export const ttmetalSoftplusExpOverflow: Bug<Float64Array, Upstream> = {
  id: 'ttmetal-softplus-exp-overflow',
  title: 'the derivative of softplus as e * (1 / (1 + e)) is inf * 0 once e = exp(x) overflows',
  source: 'tenstorrent/tt-metal#56397',
  category: 'overflow-nan',
  where: 'x > 709.8',
  ...elementwise<Upstream>(softplus, sigmoid, (x, upstream) => upstream * Math.exp(x) * (1 / (1 + Math.exp(x)))),
  example: { params: Float64Array.of(0.5, -2, 30), data: { cotangent: Float64Array.of(1, 1, 1) } },
  cases: () => elementCases(fields({ x: input(-700, -20, 20, 700, 710, 1500) })),
};
