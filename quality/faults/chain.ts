import { activationKernelOf } from '../../core/models/activations/activation-kernel-of.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { at, type Place, RIGHT, type Steps, scaled, table } from './backward.ts';
import { type Fault, fault } from './fault.ts';

/** f'(z) of every unit below, [m, in]. */
const slopes = ({ below, input, data }: Place, z: Tensor = below, a: Tensor = input): Tensor => {
  const result = table(below.shape, () => 1);
  activationKernelOf(data.activation).backpropagate(result.data, z.data, a.data, result.data.length);
  return result;
};
const through = (delta: Tensor, slope: (i: number, j: number) => number): Tensor =>
  table(delta.shape, (i, j) => at(delta, i, j) * slope(i, j));
const leftOut: Partial<Steps> = { derivative: (delta) => delta };
const firstMask: Partial<Steps> = {
  derivative: (delta, place) => {
    const slope = slopes(place);
    return through(delta, (_, j) => at(slope, 0, j));
  },
};

/** Mistakes in the chain rule: derivatives left out, stale or taken elsewhere, errors lost on the way back. */
export const chain: readonly Fault[] = [
  fault('derivative', 'left out', 'last', leftOut),
  fault('derivative', 'left out', 'every', leftOut),
  fault('derivative', 'left out', 'last', leftOut, {}, 'sigmoid'),
  fault('derivative', 'left out', 'every', leftOut, {}, 'relu'),
  fault('derivative', 'taken twice', 'last', {
    derivative: (delta, place) => RIGHT.derivative(RIGHT.derivative(delta, place), place),
  }),
  fault('derivative', 'taken at the output', 'every', {
    derivative: (delta, place) => {
      const a = tensor(place.input.shape);
      activationKernelOf(place.data.activation).apply(place.input.data, a.data, a.data.length);
      const slope = slopes(place, place.input, a);
      return through(delta, (i, j) => at(slope, i, j));
    },
  }),
  fault('derivative', 'one minus itself', 'last', {
    derivative: (delta, place) => {
      const slope = slopes(place);
      return through(delta, (i, j) => 1 - at(slope, i, j));
    },
  }),
  fault('stale mask', 'of the first example', 'every', firstMask, { examples: 2 }),
  fault('stale mask', 'of the first example', 'last', firstMask, { examples: 2 }, 'relu'),
  fault(
    'stale mask',
    'of the next unit',
    'last',
    {
      derivative: (delta, place) => {
        const slope = slopes(place);
        return through(delta, (i, j) => at(slope, i, (j + 1) % slope.shape[1]!));
      },
    },
    { inputs: 2 },
  ),
  fault('chain', 'dW from what the activation was given', 'last', {
    weights: (delta, place) => RIGHT.weights(delta, { ...place, input: place.below }),
  }),
  fault('chain', 'the error above ignored on the way back', 'last', {
    back: (delta, place) =>
      RIGHT.back(
        table(delta.shape, () => 1),
        place,
      ),
  }),
  fault('chain', 'the error above squared on the way back', 'last', {
    back: (delta, place) =>
      RIGHT.back(
        through(delta, (i, j) => at(delta, i, j)),
        place,
      ),
  }),
  fault('chain', 'weights without their signs on the way back', 'every', {
    back: (delta, place) =>
      RIGHT.back(delta, { ...place, W: table(place.W.shape, (i, j) => Math.abs(at(place.W, i, j))) }),
  }),
  fault('chain', 'every target taken for the first', 'every', {
    outputError: (logits, data) =>
      RIGHT.outputError(logits, { ...data, y: 'data' in data.y ? scaled(data.y, 0) : data.y.map(() => 0) }),
  }),
];
