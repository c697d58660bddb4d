import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, input, list, matrix, size } from './draw.ts';
import { type LayerNorm, layerNorm, layerNormGradient } from './layer-norm.ts';
import { type Gate, type Lstm, lstmGradient, lstmLoss, type Sequence } from './lstm.ts';
import { dot } from './maths.ts';
import {
  type Examples,
  mapNetwork,
  NETWORK_EXAMPLE,
  type Network,
  networkCases,
  networkGradient,
  networkLoss,
} from './two-layer-network.ts';

interface Rows {
  readonly cotangent: number[][];
}

export const deepspeedInvertibleLayernormIndex: Bug<LayerNorm, Rows> = {
  id: 'deepspeed-invertible-layernorm-index',
  title: 'dgamma rebuilds the normalised row as (y - beta[k]) / gamma[k] with k from the wrong thread axis',
  source: 'microsoft/DeepSpeed#692',
  category: 'index',
  where: 'gamma or beta not the same for all features; their initial values 1 and 0 hide it',
  loss: (params, { cotangent }) => layerNorm(params).reduce((loss, row, i) => loss + dot(row, cotangent[i]!), 0),
  right: (params, { cotangent }) => layerNormGradient(params, cotangent),
  wrong:
    () =>
    (params, { cotangent }) => {
      const { gamma, beta } = params;
      const y = layerNorm(params);
      const rebuilt = (i: number, j: number): number => (y[i]![j]! - beta[i]!) / gamma[i]!;
      const dgamma = gamma.map((_, j) => y.reduce((total, _row, i) => total + cotangent[i]![j]! * rebuilt(i, j), 0));
      return { ...layerNormGradient(params, cotangent), gamma: dgamma };
    },
  example: {
    params: {
      x: [
        [0.5, -1.2, 0.3],
        [1.1, 0.4, -0.7],
      ],
      gamma: [1, 1, 1],
      beta: [0, 0, 0],
    },
    data: {
      cotangent: [
        [1, -0.5, 0.5],
        [0.5, 1, -1],
      ],
    },
  },
  // The threads of the kernel run over rows as over features: no more rows than features.
  cases: () =>
    fc.tuple(size(1, 2), size(2, 4)).chain(([rows, features]) =>
      fields({
        params: fields({
          x: matrix(rows, features),
          gamma: list(features, fc.oneof(fc.constant(1), factor())),
          beta: list(features, input()),
        }),
        data: fields({ cotangent: matrix(rows, features, factor()) }),
      }),
    ),
};

export const learndlLstmBiasUsesDeltaF: Bug<Lstm, Sequence> = {
  id: 'learndl-lstm-bias-uses-delta-f',
  title: 'the biases of the input and output gates get the delta of the forget gate',
  source: 'hanbt/learn_dl#53',
  category: 'index',
  where: 'everywhere, in 2 of 12 parameters',
  loss: lstmLoss,
  right: (lstm, data) => lstmGradient(lstm, data),
  wrong: () => (lstm, data) =>
    lstmGradient(lstm, data, (deltas, gate) => (gate === 'candidate' ? deltas.candidate : deltas.forget)),
  example: {
    params: {
      forget: { wx: 0.2, wh: -0.1, b: 1 },
      input: { wx: 0.5, wh: 0.3, b: 0 },
      output: { wx: -0.4, wh: 0.2, b: 0 },
      candidate: { wx: 0.7, wh: -0.6, b: 0 },
    },
    data: { inputs: [0.5, -1.2, 0.8], readout: [1, 1, 1] },
  },
  cases: () => {
    const gate = fields<Gate>({ wx: input(), wh: input(), b: input() });
    return size(1, 4).chain((steps) =>
      fields({
        params: fields({ forget: gate, input: gate, output: gate, candidate: gate }),
        data: fields({ inputs: list(steps, input()), readout: list(steps, factor()) }),
      }),
    );
  },
};

export const primenFirstNodeSkipped: Bug<Network, Examples> = {
  id: 'primen-first-node-skipped',
  title: 'a loop that starts one too late never trains the first hidden unit',
  source: 'blog.primen.dk, "numerical gradient checking": one of the typical bugs listed there',
  category: 'index',
  where: 'everywhere, in the weights and the bias of one hidden unit',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) => {
    const gradient = mapNetwork(networkGradient(net, data), (value) => value);
    gradient.W1[0]!.fill(0);
    gradient.b1[0] = 0;
    return gradient;
  },
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};
