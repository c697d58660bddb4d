import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, size, vector } from './draw.ts';

interface Pooling {
  readonly kernel: number;
  readonly stride: number;
  readonly cotangent: Float64Array;
}

/** The windows of a pooling in ceil mode; the last may hang over the end and is clipped. */
function windows(x: Float64Array, { kernel, stride, cotangent }: Pooling): [from: number, to: number][] {
  return Array.from(cotangent, (_, j) => [j * stride, Math.min(x.length, j * stride + kernel)]);
}

function averagePoolingGradient(x: Float64Array, data: Pooling, divisor: (width: number) => number): Float64Array {
  const gradient = new Float64Array(x.length);
  for (const [j, [from, to]] of windows(x, data).entries()) {
    for (let i = from; i < to; i++) gradient[i]! += data.cotangent[j]! / divisor(to - from);
  }
  return gradient;
}

export const burnAvgpoolCeilModeDivisor: Bug<Float64Array, Pooling> = {
  id: 'burn-avgpool-ceil-mode-divisor',
  title: 'average pooling divides a last window that hangs over by its clipped width, its backward pass by the kernel',
  source: 'tracel-ai/burn#5604',
  category: 'boundary-rare',
  where: 'ceil mode where (length - kernel) is no multiple of the stride',
  loss: (x, data) =>
    windows(x, data).reduce((loss, [from, to], j) => {
      const total = x.subarray(from, to).reduce((a, b) => a + b, 0);
      return loss + (data.cotangent[j]! * total) / (to - from);
    }, 0),
  right: (x, data) => averagePoolingGradient(x, data, (width) => width),
  wrong: () => (x, data) => averagePoolingGradient(x, data, () => data.kernel),
  example: {
    params: Float64Array.of(0.5, -1, 2, 0.3, 1.1, -0.7),
    data: { kernel: 2, stride: 2, cotangent: Float64Array.of(1, 0.5, -1) },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3), size(0, 5)).chain(([kernel, most, more]) => {
      const [stride, length] = [Math.min(kernel, most), kernel + more];
      const count = Math.ceil((length - kernel) / stride) + 1;
      return fields({
        params: vector(length),
        data: fields({ kernel: fc.constant(kernel), stride: fc.constant(stride), cotangent: vector(count, factor()) }),
      });
    }),
};

const product = (x: Float64Array): number => x.reduce((total, value) => total * value, 1);
const productGradient = (x: Float64Array): Float64Array => x.map((_, i) => product(x.map((v, j) => (j === i ? 1 : v))));

export const forwarddiffProdEarlyExit: Bug<Float64Array, undefined> = {
  id: 'forwarddiff-prod-early-exit',
  title: 'the loop of prod breaks once the product is 0, so differentiation never sees the factors that are left',
  source: 'JuliaDiff/ForwardDiff.jl#480; EnzymeAD/Enzyme.jl#114',
  category: 'boundary-rare',
  where: 'a single zero that is not the last factor',
  loss: product,
  right: productGradient,
  wrong: () => (x) => {
    const gradient = new Float64Array(x.length);
    let total = 1;
    for (let i = 0; i < x.length && total !== 0; i++) {
      for (let j = 0; j < i; j++) gradient[j]! *= x[i]!;
      gradient[i] = total;
      total *= x[i]!;
    }
    return gradient;
  },
  example: { params: Float64Array.of(1.5, -0.5, 2, 0.8, 1.2), data: undefined },
  cases: () => size(1, 5).chain((length) => fields({ params: vector(length), data: fc.constant(undefined) })),
};

interface Prelu {
  readonly x: Float64Array;
  readonly alpha: number;
}

/** The gradient of PReLU by which elements count as positive. */
function preluGradient({ x, alpha }: Prelu, cotangent: Float64Array, positive: (value: number) => boolean): Prelu {
  const slope = x.map((value, i) => cotangent[i]! * (positive(value) ? 1 : alpha));
  const below = x.reduce((total, value, i) => total + (positive(value) ? 0 : cotangent[i]! * value), 0);
  return { x: slope, alpha: below };
}

export const paddlePreluNegativeAlpha: Bug<Prelu, { readonly cotangent: Float64Array }> = {
  id: 'paddle-prelu-negative-alpha',
  title: 'the backward pass of PReLU takes the sign from the output, which loses it for a negative alpha',
  source: 'PaddlePaddle/Paddle#12538, in review; the same remark on leaky_relu in tracel-ai/burn#1208',
  category: 'boundary-rare',
  where: 'alpha < 0 together with a negative input',
  loss: ({ x, alpha }, { cotangent }) =>
    x.reduce((loss, value, i) => loss + cotangent[i]! * (value > 0 ? value : alpha * value), 0),
  right: (params, { cotangent }) => preluGradient(params, cotangent, (value) => value > 0),
  wrong:
    () =>
    (params, { cotangent }) =>
      preluGradient(params, cotangent, (value) => (value > 0 ? value : params.alpha * value) > 0),
  example: {
    params: { x: Float64Array.of(0.5, -1.2, 2, -0.3), alpha: 0.25 },
    data: { cotangent: Float64Array.of(1, -0.5, 2, 1) },
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({
        params: fields({ x: vector(length), alpha: fc.oneof(decimal(-0.5, 0.5), input()) }),
        data: fields({ cotangent: vector(length, factor()) }),
      }),
    ),
};
