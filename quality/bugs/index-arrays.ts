import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, matrix, size, tiedVector, vector } from './draw.ts';
import { argMax, dot, zerosLike } from './maths.ts';

interface Convolution {
  readonly kernel: Float64Array;
  readonly cotangent: Float64Array;
}

/** The input gradient of a 1-D convolution; `at` says where the product of output m and tap t goes. */
function spread(
  x: Float64Array,
  { kernel, cotangent }: Convolution,
  at: (m: number, t: number) => number,
): Float64Array {
  const gradient = new Float64Array(x.length);
  for (const [m, upstream] of cotangent.entries()) {
    for (const [t, tap] of kernel.entries()) gradient[at(m, t)]! += upstream * tap;
  }
  return gradient;
}

export const neonBpropConvOutputIndex: Bug<Float64Array, Convolution> = {
  id: 'neon-bprop-conv-output-index',
  title: 'the input gradient of a convolution is written at the output index instead of the input index',
  source: 'NervanaSystems/neon#111',
  category: 'index',
  where: 'kernels wider than 1',
  loss: (x, { kernel, cotangent }) =>
    cotangent.reduce((loss, upstream, m) => loss + upstream * dot(kernel, x.subarray(m)), 0),
  right: (x, data) => spread(x, data, (m, t) => m + t),
  wrong: () => (x, data) => spread(x, data, (m) => m),
  example: {
    params: Float64Array.of(0.5, -1.2, 2, 0.3, 1.1),
    data: { kernel: Float64Array.of(0.25, 0.5, 0.25), cotangent: Float64Array.of(1, -0.5, 2) },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3)).chain(([taps, outputs]) =>
      fields({
        params: vector(taps + outputs - 1),
        data: fields({ kernel: vector(taps, factor()), cotangent: vector(outputs, factor()) }),
      }),
    ),
};

interface MaxPooling {
  readonly window: number;
  readonly stride: number;
  readonly cotangent: Float64Array;
}

/** Where each window has its maximum, the first of equal ones. */
function winners(x: Float64Array, { window, stride, cotangent }: MaxPooling): number[] {
  return Array.from(cotangent, (_, j) => j * stride + argMax(x.subarray(j * stride, j * stride + window)));
}

export const ocannlMaxpoolOverlapLastWrite: Bug<Float64Array, MaxPooling> = {
  id: 'ocannl-maxpool-overlap-last-write',
  title: 'max pooling assigns instead of accumulating where overlapping windows have their maximum in common',
  source: 'ahrefs/ocannl#512; devitocodes/joey#5; ROCm/composable_kernel#750',
  category: 'index',
  where: 'a stride below the window',
  loss: (x, data) => winners(x, data).reduce((loss, at, j) => loss + data.cotangent[j]! * x[at]!, 0),
  right: (x, data) => {
    const gradient = new Float64Array(x.length);
    for (const [j, at] of winners(x, data).entries()) gradient[at]! += data.cotangent[j]!;
    return gradient;
  },
  wrong: () => (x, data) => {
    const gradient = new Float64Array(x.length);
    for (const [j, at] of winners(x, data).entries()) gradient[at] = data.cotangent[j]!;
    return gradient;
  },
  example: {
    params: Float64Array.of(0.5, -1.2, 2, 0.3, 1.1, -0.7),
    data: { window: 2, stride: 2, cotangent: Float64Array.of(1, -0.5, 2) },
  },
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3), size(1, 4)).chain(([window, most, count]) => {
      const stride = Math.min(window, most);
      return fields({
        params: tiedVector((count - 1) * stride + window),
        data: fields({ window: fc.constant(window), stride: fc.constant(stride), cotangent: vector(count, factor()) }),
      });
    }),
};

export const pytorchTraceNonsquare: Bug<number[][], undefined> = {
  id: 'pytorch-trace-nonsquare',
  title: 'the backward pass of trace fills every (columns + 1)-th entry, which wraps around in a tall matrix',
  source: 'pytorch/pytorch#171704, #76783',
  category: 'index',
  where: 'more rows than columns + 1',
  loss: (rows) => rows.reduce((total, row, i) => total + (row[i] ?? 0), 0),
  right: (rows) => rows.map((row, i) => row.map((_, j) => (i === j ? 1 : 0))),
  wrong: () => (rows) => {
    const gradient = zerosLike(rows);
    const columns = rows[0]!.length;
    for (let at = 0; at < rows.length * columns; at += columns + 1) {
      gradient[Math.floor(at / columns)]![at % columns] = 1;
    }
    return gradient;
  },
  example: {
    params: [
      [0.5, -1.2, 2],
      [0.3, 1.1, -0.7],
      [0.8, 0.1, 1.4],
    ],
    data: undefined,
  },
  cases: () =>
    fc
      .tuple(size(1, 6), size(1, 4))
      .chain(([rows, columns]) => fields({ params: matrix(rows, columns), data: fc.constant(undefined) })),
};
