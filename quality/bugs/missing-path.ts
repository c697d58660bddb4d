import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, input, size, vector } from './draw.ts';
import { dot } from './maths.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

export const adnnRangeBackwardReversed: Bug<Float64Array, Range> = {
  id: 'adnn-range-backward-reversed',
  title: 'the backward pass of range copies the gradient of the parent into the slice, not the other way round',
  source: 'dritchie/adnn#3 (commit 029986c)',
  category: 'missing-term',
  where: 'everywhere: no gradient reaches the tensor that is sliced',
  loss: (x, { from, to }) => dot(x.subarray(from, to), x.subarray(from, to)),
  right: (x, { from, to }) => x.map((value, i) => (i >= from && i < to ? 2 * value : 0)),
  wrong:
    () =>
    (x, { from, to }) => {
      const parent = new Float64Array(x.length);
      const slice = x.slice(from, to).map((value) => 2 * value);
      for (let n = 0; n < slice.length; n++) slice[n]! += parent[from + n]!;
      return parent;
    },
  example: { params: Float64Array.of(0.5, -1.2, 2, 0.3, 1.1), data: { from: 1, to: 4 } },
  cases: () =>
    fc.tuple(size(0, 2), size(1, 3), size(0, 2)).chain(([from, length, rest]) =>
      fields({
        params: vector(from + length + rest),
        data: fc.constant({ from, to: from + length }),
      }),
    ),
};

interface Residual {
  readonly branch: number;
  readonly cotangent: Float64Array;
}

export const mxnetKaddtoOverwrites: Bug<Float64Array, Residual> = {
  id: 'mxnet-kaddto-overwrites',
  title: 'an operator ignores grad_req=add: at a fan-out the later branch overwrites the gradient of the earlier one',
  source: 'apache/mxnet#9497, #18499',
  category: 'missing-term',
  where: 'a value that is used twice, as in a residual connection; hidden while the branch counts 0',
  loss: (x, { branch, cotangent }) =>
    dot(
      cotangent,
      x.map((value) => value + branch * Math.tanh(value)),
    ),
  right: (x, { branch, cotangent }) => x.map((value, i) => cotangent[i]! * (1 + branch * (1 - Math.tanh(value) ** 2))),
  wrong:
    () =>
    (_x, { cotangent }) =>
      cotangent.slice(),
  example: {
    params: Float64Array.of(0.5, -1.2, 2),
    data: { branch: 0, cotangent: Float64Array.of(1, -0.5, 2) },
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: vector(length), data: fields({ branch: input(), cotangent: vector(length, factor()) }) }),
    ),
};

/** A vector, and a slice that replaces a part of it. */
interface Scatter {
  readonly base: Float64Array;
  readonly slice: Float64Array;
}

interface Position {
  readonly start: number;
  readonly cotangent: Float64Array;
}

export const pytorchSliceScatterPassthroughLost: Bug<Scatter, Position> = {
  id: 'pytorch-slice-scatter-passthrough-lost',
  title: 'the backward pass of slice_scatter zeroes the positions that were not overwritten',
  source: 'pytorch/pytorch#180771',
  category: 'missing-term',
  where: 'any position outside of the slice',
  loss: ({ base, slice }, { start, cotangent }) => {
    const scattered = base.slice();
    scattered.set(slice, start);
    return dot(cotangent, scattered);
  },
  right: ({ base, slice }, { start, cotangent }) => ({
    base: base.map((_, i) => (i >= start && i < start + slice.length ? 0 : cotangent[i]!)),
    slice: cotangent.slice(start, start + slice.length),
  }),
  wrong:
    () =>
    ({ base, slice }, { start, cotangent }) => ({
      base: base.map(() => 0),
      slice: cotangent.slice(start, start + slice.length),
    }),
  example: {
    params: { base: Float64Array.of(0.5, -1.2, 2, 0.3, 1.1), slice: Float64Array.of(0.7, -0.4) },
    data: { start: 1, cotangent: Float64Array.of(1, -0.5, 2, 1, 0.5) },
  },
  cases: () =>
    fc.tuple(size(0, 2), size(1, 3), size(0, 2)).chain(([start, length, rest]) =>
      fields({
        params: fields({ base: vector(start + length + rest), slice: vector(length) }),
        data: fields({ start: fc.constant(start), cotangent: vector(start + length + rest, factor()) }),
      }),
    ),
};
