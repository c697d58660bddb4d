import * as tf from '@tensorflow/tfjs-core';
import { choice } from '../../../generators/choice.ts';
import { indices } from '../../../generators/indices.ts';
import { type Recipe, recipe } from '../recipe.ts';

const SMALL = { a: [1, 3], b: [1, 3], c: [1, 3], m: [1, 3], n: [1, 3] } as const;
const MODES = choice('reflect', 'symmetric');

const ints = (list: readonly number[]): tf.Tensor1D => tf.tensor1d([...list], 'int32');

/** Entries moved, repeated, picked out or put together. */
export const arrangement: readonly Recipe[] = [
  recipe(
    'BatchToSpaceND',
    { x: [4, 'a', 'b', 'c'] },
    { crop: choice(0, 1) },
    ({ x }, { crop }) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [crop, 0],
          [0, crop],
        ],
      ),
    { sizes: SMALL },
  ),
  recipe(
    'SpaceToBatchND',
    { x: ['a', 2, 4, 'c'] },
    { pad: choice(0, 2) },
    ({ x }, { pad }) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [pad, 0],
          [0, pad],
        ],
      ),
    { sizes: SMALL },
  ),
  recipe('Concat', { x: ['a', 'b', 'c'], y: ['a', 'n', 'c'] }, {}, ({ x, y }) => tf.concat([x, y, x], 1), {
    sizes: SMALL,
    form: 'the middle axis',
  }),
  recipe('Concat', { x: ['a', 'b'], y: ['n', 'b'] }, {}, ({ x, y }) => tf.concat([x, y], 0), {
    sizes: SMALL,
    form: 'the first axis',
  }),
  recipe('Concat', { x: ['a', 'b'], y: ['a', 'n'] }, {}, ({ x, y }) => tf.concat([x, y], -1), {
    sizes: SMALL,
    form: 'the last axis',
  }),
  recipe('ExpandDims', { x: ['a', 'b'] }, { axis: choice(0, 1, 2, -1) }, ({ x }, { axis }) => tf.expandDims(x, axis)),
  recipe(
    'GatherV2',
    { x: ['n', 'b', 'c'] },
    { picks: indices('m', 'n') },
    ({ x }, { picks }) => tf.gather(x, ints(picks), 0),
    { sizes: SMALL, form: 'axis 0' },
  ),
  recipe(
    'GatherV2',
    { x: ['a', 'n', 'c'] },
    { picks: indices('m', 'n') },
    ({ x }, { picks }) => tf.gather(x, ints(picks), 1),
    { sizes: SMALL, form: 'axis 1' },
  ),
  recipe(
    'GatherV2',
    { x: ['a', 'b', 'n'] },
    { picks: indices('m', 'n') },
    ({ x }, { picks }) => tf.gather(x, ints(picks), 2),
    { sizes: SMALL, form: 'the last axis' },
  ),
  recipe(
    'GatherV2',
    { x: ['n', 'b'] },
    { picks: indices(4, 'n') },
    ({ x }, { picks }) => tf.gather(x, tf.reshape(ints(picks), [2, 2]), 0),
    { sizes: SMALL, form: 'a matrix of indices' },
  ),
  recipe(
    'GatherV2',
    { x: [2, 'n', 'c'] },
    { picks: indices(4, 'n') },
    ({ x }, { picks }) => tf.gather(x, tf.reshape(ints(picks), [2, 2]), 1, 1),
    { sizes: SMALL, form: 'a batch axis' },
  ),
  recipe(
    'GatherV2',
    { x: [2, 'b', 'n'] },
    { picks: indices(4, 'n') },
    ({ x }, { picks }) => tf.gather(x, tf.reshape(ints(picks), [2, 2]), 2, 1),
    { sizes: SMALL, form: 'a batch axis, the last axis' },
  ),
  recipe(
    'MirrorPad',
    { x: ['a+1', 'b+1'] },
    { mode: MODES, before: choice(0, 1), after: choice(0, 1) },
    ({ x }, { mode, before, after }) =>
      tf.mirrorPad(
        x,
        [
          [before, after],
          [after, before],
        ],
        mode,
      ),
    { sizes: SMALL },
  ),
  recipe(
    'OneHot',
    { x: ['m'] },
    { picks: indices('m', 3) },
    ({ x }, { picks }) => tf.mul(tf.expandDims(x, 1), tf.oneHot(ints(picks), 3)),
    { form: 'beside a factor' },
  ),
  recipe(
    'Pack',
    { x: ['a', 'b'], y: ['a', 'b'] },
    { axis: choice(0, 1, 2) },
    ({ x, y }, { axis }) => tf.stack([x, y], axis),
    { sizes: SMALL },
  ),
  recipe(
    'PadV2',
    { x: ['a', 'b'] },
    { before: choice(0, 1, 2), after: choice(0, 1), value: choice(0, 3) },
    ({ x }, { before, after, value }) =>
      tf.pad(
        x,
        [
          [before, after],
          [after, before],
        ],
        value,
      ),
    { sizes: SMALL },
  ),
  recipe('Reshape', { x: ['a', 'b', 'c'] }, {}, ({ x }) => tf.reshape(x, [x.shape[1]!, -1]), { sizes: SMALL }),
  recipe(
    'Reverse',
    { x: ['a', 'b', 'c'] },
    { axes: choice('0', '1', '0,2', '-1') },
    ({ x }, { axes }) => tf.reverse(x, axes.split(',').map(Number)),
    { sizes: SMALL },
  ),
  recipe(
    'Slice',
    { x: ['a+2', 'b+2'] },
    { begin: choice(0, 1), end: choice(0, 1) },
    ({ x }, { begin, end }) => tf.slice(x, [begin, end], [x.shape[0]! - begin - end, x.shape[1]! - begin - end]),
    { sizes: SMALL },
  ),
  recipe(
    'SplitV',
    { x: ['a', 4] },
    { sizes: choice('2', '1,3', '3,1', '1,2,1') },
    ({ x }, { sizes }) => tf.split(x, sizes === '2' ? 2 : sizes.split(',').map(Number), 1),
    { sizes: SMALL, form: 'the last axis' },
  ),
  recipe(
    'SplitV',
    { x: [3, 'b'] },
    { sizes: choice('3', '1,2', '2,1') },
    ({ x }, { sizes }) => tf.split(x, sizes === '3' ? 3 : sizes.split(',').map(Number), 0),
    { sizes: SMALL, form: 'the first axis' },
  ),
  recipe(
    'tf.stridedSlice',
    { x: ['a+3', 'b'] },
    { stride: choice(1, 2) },
    ({ x }, { stride }) => tf.stridedSlice(x, [0, 0], [x.shape[0]!, x.shape[1]!], [stride, 1]),
    { sizes: SMALL },
  ),
  ...([1, 2, 3, 4] as const).map((rank) =>
    recipe(
      'Tile',
      { x: (['a', 'b', 'c', 'a'] as const).slice(0, rank) },
      { first: choice(1, 2, 3), last: choice(1, 2) },
      ({ x }, { first, last }) =>
        tf.tile(
          x as tf.Tensor,
          x.shape.map((_, axis) => (axis === 0 ? first : axis === rank - 1 ? last : 2)),
        ),
      { sizes: { a: [1, 2], b: [1, 2], c: [1, 2] }, form: `rank ${rank}` },
    ),
  ),
  recipe(
    'Transpose',
    { x: ['a', 'b', 'c'] },
    { order: choice('2,1,0', '1,0,2', '1,2,0', '2,0,1', '0,2,1') },
    ({ x }, { order }) => tf.transpose(x, order.split(',').map(Number)),
    { sizes: SMALL },
  ),
  recipe('Transpose', { x: ['a', 'b'] }, {}, ({ x }) => tf.transpose(x), { form: 'a matrix' }),
  recipe('Unpack', { x: [2, 'b', 3] }, { axis: choice(0, 2) }, ({ x }, { axis }) => tf.unstack(x, axis), {
    sizes: SMALL,
  }),
  recipe('Unpack', { x: [1, 'b'] }, {}, ({ x }) => tf.unstack(x), { sizes: SMALL, form: 'a single slice' }),
  recipe('SplitV', { x: [2, 'b'] }, {}, ({ x }) => tf.split(x, 1), { sizes: SMALL, form: 'a single piece' }),
  recipe('UnsortedSegmentSum', { x: ['n', 'b'] }, { ids: indices('n', 3) }, ({ x }, { ids }) =>
    tf.unsortedSegmentSum(x, ints(ids), 3),
  ),
  recipe(
    'UnsortedSegmentSum',
    { x: ['n', 'b'] },
    { ids: indices('n', 3) },
    ({ x }, { ids }) => tf.unsortedSegmentSum(x, ints(ids.map((id) => (id === 1 ? -1 : id))), 3),
    { form: 'with ids that are dropped' },
  ),
  recipe('tf.gatherND', { x: ['n', 'b'] }, { picks: indices(3, 'n') }, ({ x }, { picks }) =>
    tf.gatherND(x, tf.reshape(ints(picks), [3, 1])),
  ),
  recipe('tf.scatterND', { x: ['m'] }, { picks: indices('m', 4) }, ({ x }, { picks }) =>
    tf.scatterND(tf.expandDims(ints(picks), 1), x, [4]),
  ),
];
