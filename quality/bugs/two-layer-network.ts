import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import { fields, input, list, matrix, size } from './draw.ts';
import { dot } from './maths.ts';

/** A hidden layer of tanh units and sigmoid outputs; weights as `[out][in]`. */
export interface Network {
  readonly W1: number[][];
  readonly b1: number[];
  readonly W2: number[][];
  readonly b2: number[];
}

/** Examples as rows, and their targets in 0 and 1. */
export interface Examples {
  readonly X: number[][];
  readonly Y: number[][];
}

/** What a backward pass may get wrong. */
interface Seams {
  /** The output weights through which the error flows back. Default: those of the network. */
  readonly through?: number[][];
  /** The derivative of the hidden activation, by the activation. Default: that of tanh. */
  readonly prime?: (activation: number) => number;
  /** What the sums over examples are divided by. Default: their number. */
  readonly divisor?: number;
}

/** Binary cross-entropy of all outputs, averaged over the examples. */
export function networkLoss(net: Network, { X, Y }: Examples): number {
  let total = 0;
  for (const [n, x] of X.entries()) {
    for (const [k, z] of outputs(net, hidden(net, x)).entries()) total += softplus(z) - Y[n]![k]! * z;
  }
  return total / X.length;
}

/** Backpropagation, right unless told otherwise. */
export function networkGradient(net: Network, { X, Y }: Examples, seams: Seams = {}): Network {
  const { through = net.W2, prime = (a: number) => 1 - a * a, divisor = X.length } = seams;
  const gradient: Network = mapNetwork(net, () => 0);
  for (const [n, x] of X.entries()) {
    const a = hidden(net, x);
    const dz2 = outputs(net, a).map((z, k) => (sigmoid(z) - Y[n]![k]!) / divisor);
    const dz1 = a.map(
      (value, h) =>
        dot(
          dz2,
          through.map((row) => row[h]!),
        ) * prime(value),
    );
    accumulate(gradient.W2, gradient.b2, dz2, a);
    accumulate(gradient.W1, gradient.b1, dz1, x);
  }
  return gradient;
}

/** The network with every number replaced. */
export function mapNetwork(
  { W1, b1, W2, b2 }: Network,
  change: (value: number, block: keyof Network) => number,
): Network {
  const row = (values: number[], block: keyof Network): number[] => values.map((value) => change(value, block));
  return {
    W1: W1.map((values) => row(values, 'W1')),
    b1: row(b1, 'b1'),
    W2: W2.map((values) => row(values, 'W2')),
    b2: row(b2, 'b2'),
  };
}

function hidden({ W1, b1 }: Network, x: readonly number[]): number[] {
  return W1.map((row, h) => Math.tanh(dot(row, x) + b1[h]!));
}

function outputs({ W2, b2 }: Network, a: readonly number[]): number[] {
  return W2.map((row, k) => dot(row, a) + b2[k]!);
}

function accumulate(dW: number[][], db: number[], delta: readonly number[], into: readonly number[]): void {
  for (const [k, d] of delta.entries()) {
    db[k]! += d;
    for (const [i, value] of into.entries()) dW[k]![i]! += d * value;
  }
}

/** Networks of one to three units a layer, with one to five examples. */
export function networkCases(
  batch: fc.Arbitrary<number> = size(1, 5),
): fc.Arbitrary<{ params: Network; data: Examples }> {
  const target = fc.constantFrom(0, 1);
  return fc.tuple(size(1, 3), size(1, 3), size(1, 3), batch).chain(([D, H, K, m]) =>
    fields({
      params: fields({
        W1: matrix(H, D),
        b1: list(H, input()),
        W2: matrix(K, H),
        b2: list(K, input()),
      }),
      data: fields({ X: matrix(m, D), Y: matrix(m, K, target) }),
    }),
  );
}

/** Three inputs, two hidden units, two outputs, four examples. */
export const NETWORK_EXAMPLE: { readonly params: Network; readonly data: Examples } = {
  params: {
    W1: [
      [0.3, -0.2, 0.5],
      [-0.4, 0.1, 0.7],
    ],
    b1: [0.1, -0.1],
    W2: [
      [0.6, -0.3],
      [0.2, 0.8],
    ],
    b2: [0.05, -0.2],
  },
  data: {
    X: [
      [0.5, -1.2, 0.3],
      [1.1, 0.4, -0.7],
      [-0.6, 0.9, 0.2],
      [0.8, -0.1, 1.3],
    ],
    Y: [
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ],
  },
};
