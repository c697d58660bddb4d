import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { decimal, factor, fields, input, list, matrix, size } from './draw.ts';

/** Activations or their cotangents as [example][row][column][channel]. */
type Nhwc = number[][][][];

interface Images {
  readonly images: Nhwc;
  readonly cotangent: Nhwc;
}

/** Visits every number of an array of rank 4. */
function visit(array: Nhwc, at: (value: number, n: number, h: number, w: number, c: number) => void): void {
  for (const [n, rows] of array.entries()) {
    for (const [h, columns] of rows.entries()) {
      for (const [w, channels] of columns.entries()) for (const [c, value] of channels.entries()) at(value, n, h, w, c);
    }
  }
}

export const dl4jBiasaddNhwcAxes: Bug<number[], Images> = {
  id: 'dl4j-biasadd-nhwc-axes',
  title: 'the backward pass of biasadd sums over the axes 0, 2, 3 for channels-last data too, where it is 0, 1, 2',
  source: 'deeplearning4j/deeplearning4j#8280',
  category: 'wrong-axis',
  where: 'channels-last data as high as it has channels; other shapes throw',
  loss: (bias, { images, cotangent }) => {
    let loss = 0;
    visit(cotangent, (upstream, n, h, w, c) => {
      loss += upstream * (images[n]![h]![w]![c]! + bias[c]!);
    });
    return loss;
  },
  right: (bias, { cotangent }) => {
    const gradient = bias.map(() => 0);
    visit(cotangent, (upstream, _n, _h, _w, c) => {
      gradient[c]! += upstream;
    });
    return gradient;
  },
  wrong:
    () =>
    (bias, { cotangent }) => {
      const gradient = bias.map(() => 0);
      visit(cotangent, (upstream, _n, h) => {
        gradient[h]! += upstream;
      });
      return gradient;
    },
  example: {
    params: [0.5, -1.2],
    data: {
      images: [
        [
          [
            [0.1, 0.2],
            [0.3, 0.4],
          ],
          [
            [0.5, 0.6],
            [0.7, 0.8],
          ],
        ],
      ],
      cotangent: [
        [
          [
            [1, 0.5],
            [-1, 2],
          ],
          [
            [0.3, 1],
            [0.7, -0.4],
          ],
        ],
      ],
    },
  },
  cases: () =>
    fc.tuple(size(1, 2), size(1, 3), size(1, 2)).chain(([examples, channels, width]) => {
      const images = (value: fc.Arbitrary<number>): fc.Arbitrary<Nhwc> =>
        list(examples, list(channels, matrix(width, channels, value)));
      return fields({
        params: list(channels, input()),
        data: fields({ images: images(input()), cotangent: images(factor()) }),
      });
    }),
};

/** Activations as [example][channel][position], and the slope of each channel below 0. */
interface ChannelPrelu {
  readonly x: number[][][];
  readonly weight: number[];
}

interface Cotangent {
  readonly cotangent: number[][][];
}

/** The gradient of PReLU, where `slopeOf` says which weight an element has. */
function preluGradient(
  { x, weight }: ChannelPrelu,
  { cotangent }: Cotangent,
  slopeOf: (channel: number, position: number) => number,
): ChannelPrelu {
  const gradient = weight.map(() => 0);
  const slopes = x.map((channels, n) =>
    channels.map((positions, c) =>
      positions.map((value, s) => {
        const upstream = cotangent[n]![c]![s]!;
        if (value > 0) return upstream;
        gradient[slopeOf(c, s)]! += upstream * value;
        return upstream * weight[slopeOf(c, s)]!;
      }),
    ),
  );
  return { x: slopes, weight: gradient };
}

export const flaggemsPreluWeightOnLastAxis: Bug<ChannelPrelu, Cotangent> = {
  id: 'flaggems-prelu-weight-on-last-axis',
  title: 'the backward pass of PReLU takes the weight of a channel along the last axis',
  source: 'flagos-ai/FlagGems#4992',
  category: 'wrong-axis',
  where: 'rank 3 with as many positions as channels; other shapes are rejected',
  loss: ({ x, weight }, { cotangent }) => {
    const terms = x.map((channels, n) =>
      channels.map((positions, c) =>
        positions.map((value, s) => cotangent[n]![c]![s]! * (value > 0 ? value : weight[c]! * value)),
      ),
    );
    return terms.flat(2).reduce((a, b) => a + b, 0);
  },
  right: (params, data) => preluGradient(params, data, (channel) => channel),
  wrong: () => (params, data) => preluGradient(params, data, (_channel, position) => position),
  example: {
    params: {
      x: [
        [
          [0.5, -1.2],
          [-0.3, 0.8],
        ],
      ],
      weight: [0.25, 0.25],
    },
    data: {
      cotangent: [
        [
          [1, 0.5],
          [-1, 2],
        ],
      ],
    },
  },
  cases: () =>
    fc.tuple(size(1, 2), size(1, 3)).chain(([examples, channels]) =>
      fields({
        params: fields({
          x: list(examples, matrix(channels, channels)),
          weight: list(channels, fc.oneof(fc.constant(0.25), decimal(0.1, 0.9))),
        }),
        data: fields({ cotangent: list(examples, matrix(channels, channels, factor())) }),
      }),
    ),
};
