import { activationKernelOf } from '../../core/models/activations/activation-kernel-of.ts';
import type { DenseData, DenseParams } from '../../core/models/index.ts';
import { lossKernelsOf } from '../../core/models/losses/loss-kernels-of.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';

/** Where in the network a step of backpropagation stands. */
export interface Place {
  /** Counted from 1. */
  readonly layer: number;
  readonly depth: number;
  /** W of the layer, [out, in], and its bias, [out]. */
  readonly W: Tensor;
  readonly b: Tensor;
  /** What came into the layer, [m, in]; X for the first. */
  readonly input: Tensor;
  /** What the activation below made `input` from; of the first layer, X. */
  readonly below: Tensor;
  readonly data: DenseData;
}

/** The steps of backpropagation through a dense network, each of which a fault may replace. */
export interface Steps {
  /** The error of the logits, [m, K]. */
  readonly outputError: (logits: Tensor, data: DenseData) => Tensor;
  /** dW, [out, in], without the regulariser. */
  readonly weights: (delta: Tensor, place: Place) => Tensor;
  /** db, [out]. */
  readonly bias: (delta: Tensor, place: Place) => Tensor;
  /** The error of the outputs of the layer below, [m, in]. */
  readonly back: (delta: Tensor, place: Place) => Tensor;
  /** That error through the derivative of the activation below. */
  readonly derivative: (delta: Tensor, place: Place) => Tensor;
  /** What the regulariser adds to dW, and to db. */
  readonly decay: (place: Place) => Tensor;
  readonly biasDecay: (place: Place) => Tensor;
}

/** Backpropagation as it should be. */
export const RIGHT: Steps = {
  outputError: (logits, { loss, y }) => {
    const [m = 0, K = 0] = logits.shape;
    const { labels, targets } = lossKernelsOf(loss);
    const error = tensor(logits.shape);
    if ('data' in y) targets!.gradient(logits.data, y.data, m, K, error.data);
    else labels!.gradient(logits.data, y, m, K, error.data);
    return error;
  },
  weights: (delta, { W, input }) =>
    table(W.shape, (unit, j) => sum(rows(delta), (i) => at(delta, i, unit) * at(input, i, j))),
  bias: (delta, { b }) => table(b.shape, (unit) => sum(rows(delta), (i) => at(delta, i, unit))),
  back: (delta, { W, input }) =>
    table(input.shape, (i, j) => sum(rows(W), (unit) => at(delta, i, unit) * at(W, unit, j))),
  derivative: (delta, { input, below, data }) => {
    const result = tensor(delta.shape, delta.data);
    activationKernelOf(data.activation).backpropagate(result.data, below.data, input.data, result.data.length);
    return result;
  },
  decay: ({ W, data }) => table(W.shape, (i, j) => (data.lambda ?? 0) * at(W, i, j)),
  biasDecay: ({ b, data }) => table(b.shape, (i) => (data.regularise === 'all' ? (data.lambda ?? 0) * b.data[i]! : 0)),
};

/** The gradient of a dense network by the given steps. */
export function backward(steps: Steps, params: DenseParams, data: DenseData): DenseParams {
  const places: Place[] = [];
  const depth = Object.keys(params).length / 2;
  let [input, below] = [data.X, data.X];
  for (let layer = 1; layer <= depth; layer++) {
    const [W, b] = [params[`W${layer}`]!, params[`b${layer}`]!];
    places.push({ layer, depth, W, b, input, below, data });
    const above = input;
    below = table(
      [rows(above), rows(W)],
      (i, unit) => b.data[unit]! + sum(W.shape[1]!, (j) => at(above, i, j) * at(W, unit, j)),
    );
    input = tensor(below.shape);
    activationKernelOf(data.activation).apply(below.data, input.data, input.data.length);
  }
  let delta = steps.outputError(below, data);
  const gradient: Record<string, Tensor> = {};
  for (const place of places.reverse()) {
    gradient[`W${place.layer}`] = plus(steps.weights(delta, place), steps.decay(place));
    gradient[`b${place.layer}`] = plus(steps.bias(delta, place), steps.biasDecay(place));
    if (place.layer > 1) delta = steps.derivative(steps.back(delta, place), place);
  }
  return Object.fromEntries(Object.keys(params).map((name) => [name, gradient[name]!]));
}

/** A tensor of one or two axes, entry by entry. */
export function table(shape: readonly number[], entry: (i: number, j: number) => number): Tensor {
  const [, columns = 1] = shape;
  return tensor(
    shape,
    tensor(shape).data.map((_, p) => entry(Math.floor(p / columns), p % columns)),
  );
}

export function at({ shape, data }: Tensor, i: number, j: number): number {
  return data[i * shape[1]! + j]!;
}

export function rows({ shape }: Tensor): number {
  return shape[0]!;
}

export function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}

export function scaled({ shape, data }: Tensor, factor: number): Tensor {
  return tensor(
    shape,
    data.map((x) => factor * x),
  );
}

function plus(a: Tensor, b: Tensor): Tensor {
  return tensor(
    a.shape,
    a.data.map((x, i) => x + b.data[i]!),
  );
}
