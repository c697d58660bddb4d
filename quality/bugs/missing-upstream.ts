import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, list, matrix, size } from './draw.ts';
import { elementCases, elementwise, type Upstream } from './elementwise.ts';

interface Targets extends Upstream {
  readonly target: Float64Array;
  readonly delta: number;
}

export const chainerHuberIgnoresGy: Bug<Float64Array, Targets> = {
  id: 'chainer-huber-ignores-gy',
  title: 'HuberLoss.backward ignores the upstream gradient',
  source: 'chainer/chainer#1175, #1178',
  category: 'missing-term',
  where: 'an upstream gradient other than 1; the tests used ones',
  ...elementwise<Targets>(
    (x, { target, delta }, i) => {
      const distance = Math.abs(x - target[i]!);
      return distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2);
    },
    (x, { target, delta }, i) => Math.max(-delta, Math.min(delta, x - target[i]!)),
    (x, _upstream, { target, delta }, i) => Math.max(-delta, Math.min(delta, x - target[i]!)),
  ),
  example: {
    params: Float64Array.of(0.5, -1.2, 2),
    data: { target: Float64Array.of(0.3, 1, 2), delta: 1, cotangent: Float64Array.of(1, 1, 1) },
  },
  // Half of the errors are exactly at a seam: 0, delta or -delta.
  cases: () =>
    fc.constantFrom(1, 0.5, 2).chain((delta) => {
      const error = fc.oneof(input(), fc.constantFrom(0, delta, -delta));
      const element = fields({ target: input(), error }).map((e) => ({ x: e.target + e.error, target: e.target }));
      return elementCases(element).map(({ params, data }) => ({ params, data: { ...data, delta } }));
    }),
};

/** Batch normalisation with given statistics; rows are examples, columns channels. */
interface BatchNorm {
  readonly x: number[][];
  readonly mean: number[];
  readonly variance: number[];
  readonly scale: number[];
  readonly offset: number[];
}

interface Rows {
  readonly cotangent: number[][];
}

const EPSILON = 1e-3;
const inverse = (variance: number): number => 1 / Math.sqrt(variance + EPSILON);

/** One sum over the examples for every channel. */
function channels({ x, mean }: BatchNorm, term: (i: number, c: number) => number): number[] {
  return mean.map((_, c) => x.reduce((total, _row, i) => total + term(i, c), 0));
}

export const tfjsBatchnormIgnoresDy: Bug<BatchNorm, Rows> = {
  id: 'tfjs-batchnorm-ignores-dy',
  title: 'the gradients of batchNormalization never used dy, and summed x - mean before multiplying',
  source: 'tensorflow/tfjs-core#970 (commit b18c484ba)',
  category: 'missing-term',
  where: 'an upstream gradient that is not all ones, as it was in the test',
  loss: ({ x, mean, variance, scale, offset }, { cotangent }) => {
    const y = (i: number, c: number): number => scale[c]! * (x[i]![c]! - mean[c]!) * inverse(variance[c]!) + offset[c]!;
    return x.reduce((loss, row, i) => loss + row.reduce((part, _, c) => part + cotangent[i]![c]! * y(i, c), 0), 0);
  },
  right: (params, { cotangent }) => {
    const { x, mean, variance, scale } = params;
    const r = variance.map(inverse);
    const dy = (i: number, c: number): number => cotangent[i]![c]!;
    return {
      x: x.map((row, i) => row.map((_, c) => dy(i, c) * scale[c]! * r[c]!)),
      mean: channels(params, (i, c) => -dy(i, c) * scale[c]! * r[c]!),
      variance: channels(params, (i, c) => -0.5 * dy(i, c) * scale[c]! * (x[i]![c]! - mean[c]!) * r[c]! ** 3),
      scale: channels(params, (i, c) => dy(i, c) * (x[i]![c]! - mean[c]!) * r[c]!),
      offset: channels(params, dy),
    };
  },
  wrong: () => (params) => {
    const { x, mean, variance, scale } = params;
    const r = variance.map(inverse);
    const deviations = channels(params, (i, c) => x[i]![c]! - mean[c]!);
    return {
      x: x.map((row) => row.map((_, c) => scale[c]! * r[c]!)),
      mean: r.map((value, c) => -x.length * scale[c]! * value),
      variance: deviations.map((total, c) => -0.5 * r[c]! ** 3 * total * scale[c]!),
      scale: deviations.map((total, c) => total * r[c]!),
      offset: mean.map(() => x.length),
    };
  },
  example: {
    params: {
      x: [
        [0.5, -1.2],
        [1.1, 0.4],
        [-0.6, 0.9],
      ],
      mean: [0.3, 0.1],
      variance: [0.5, 0.8],
      scale: [1, 1],
      offset: [0, 0],
    },
    data: {
      cotangent: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3)).chain(([m, c]) =>
      fields({
        params: fields({
          x: matrix(m, c),
          mean: list(c, input()),
          variance: list(c, fc.oneof(decimal(0.1, 3), fc.constant(1))),
          scale: list(c, input()),
          offset: list(c, input()),
        }),
        data: fields({ cotangent: matrix(m, c, factor()) }),
      }),
    ),
};
