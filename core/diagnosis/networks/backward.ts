import type { Network, Pass } from './network.ts';
import type { NetworkLayer } from './read-layers.ts';
import { sum, type Table, table } from './table.ts';

/** Where a step of backpropagation stands. */
export interface Place {
  readonly network: Network;
  readonly pass: Pass;
  /** Counted from 0. */
  readonly l: number;
  readonly layer: NetworkLayer;
  /** The errors that came to the layer, [m, units]. */
  readonly delta: Table;
}

/** The steps of backpropagation, each of which a mistake may replace. */
export interface Steps {
  /** The error of the logits, [m, K]. */
  readonly output: (z: Table, network: Network) => Table;
  /** dW of a layer, [units, inputs]. */
  readonly weights: (place: Place) => Table;
  /** Its db. */
  readonly biases: (place: Place) => readonly number[];
  /** The errors of its inputs, [m, inputs]. */
  readonly back: (place: Place) => Table;
  /** The derivative of the activation below it, [m, inputs], by which those are multiplied. */
  readonly slopes: (place: Place) => Table;
}

/** Backpropagation as it should be. */
export const RIGHT: Steps = {
  output: (z, { head, targets, factor }) =>
    z.map((row, i) => head.error(row, targets.values[i]!).map((x) => factor * x)),
  weights: ({ pass, l, layer, delta }) =>
    table(layer.units, layer.inputs, (unit, j) => sum(delta.length, (i) => delta[i]![unit]! * pass.inputs[l]![i]![j]!)),
  biases: ({ layer, delta }) =>
    Array.from({ length: layer.units }, (_, unit) => sum(delta.length, (i) => delta[i]![unit]!)),
  back: ({ network: { at }, layer, delta }) =>
    table(delta.length, layer.inputs, (i, j) =>
      sum(layer.units, (unit) => delta[i]![unit]! * at[layer.weightAt(unit, j)]!),
    ),
  slopes: ({ network: { activation }, pass, l }) => pass.given[l - 1]!.map((row) => row.map(activation.slope)),
};

/** The gradient of a network but for its regulariser, flat, where the steps of each layer are the given ones. */
export function backward(network: Network, pass: Pass, stepsAt: (l: number) => Steps): Float64Array {
  const { layers, at } = network;
  const gradient = new Float64Array(at.length);
  const top = layers.length - 1;
  let delta = stepsAt(top).output(pass.given[top]!, network);
  for (let l = top; l >= 0; l--) {
    const layer = layers[l]!;
    const place: Place = { network, pass, l, layer, delta };
    const steps = stepsAt(l);
    for (const [unit, row] of steps.weights(place).entries()) {
      for (const [j, value] of row.entries()) gradient[layer.weightAt(unit, j)] = value;
    }
    const { biasAt } = layer;
    if (biasAt) for (const [unit, value] of steps.biases(place).entries()) gradient[biasAt(unit)] = value;
    if (l === 0) {
      const { inputAt } = network;
      if (inputAt)
        for (const [i, row] of steps.back(place).entries())
          for (const [j, value] of row.entries()) gradient[inputAt(i, j)] = value;
      break;
    }
    const slopes = steps.slopes(place);
    delta = steps.back(place).map((row, i) => row.map((x, j) => x * slopes[i]![j]!));
  }
  return gradient;
}
