import type { Activation } from '../../core/models/activations/activation.ts';
import { activationKernelOf } from '../../core/models/activations/activation-kernel-of.ts';
import type { DenseData, DenseParams } from '../../core/models/index.ts';
import type { NetworkLoss } from '../../core/models/losses/network-loss.ts';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { at, backward, type Place, RIGHT, rows, type Steps, scaled, sum, table } from '../faults/backward.ts';
import type { Mistake } from './mistake.ts';

/** Networks of one activation or one loss with a wrong step of backpropagation; others are left right, and so are not counted. */
function only(
  applies: (data: DenseData, params: DenseParams) => boolean,
  steps: (data: DenseData) => Partial<Steps>,
): Extract<Mistake['by'], (...args: never[]) => unknown> {
  return (gradient, params, data) =>
    applies(data, params) ? backward({ ...RIGHT, ...steps(data) }, params, data) : gradient;
}

const of =
  (...activations: readonly Activation[]) =>
  (data: DenseData): boolean =>
    activations.includes(data.activation);
const withLoss =
  (...losses: readonly NetworkLoss[]) =>
  (data: DenseData): boolean =>
    losses.includes(data.loss);
const any = (): boolean => true;
const labels = (data: DenseData): readonly number[] => data.y as readonly number[];

/** The derivative of another activation than that of the network. */
function slopesOf(activation: Activation): Steps['derivative'] {
  return (delta, { below }) => {
    const output = tensor(below.shape);
    const kernel = activationKernelOf(activation);
    kernel.apply(below.data, output.data, output.data.length);
    const result = tensor(delta.shape, delta.data);
    kernel.backpropagate(result.data, below.data, output.data, result.data.length);
    return result;
  };
}

const entrywise =
  (slope: (z: number, a: number) => number): Steps['derivative'] =>
  (delta, { below, input }) =>
    table(delta.shape, (i, j) => at(delta, i, j) * slope(at(below, i, j), at(input, i, j)));

/** The error of hinges: what each class but the right one pushes, and what the right one gets. */
function hinges(
  margin: number,
  ofRight: (pushes: number, count: number) => number,
  squared = false,
): Steps['outputError'] {
  return (logits, data) => {
    const m = rows(logits);
    return table(logits.shape, (i, k) => {
      const y = labels(data)[i]!;
      const push = (c: number): number => {
        const excess = at(logits, i, c) - at(logits, i, y) + margin;
        return c !== y && excess > 0 ? (squared ? 2 * excess : 1) : 0;
      };
      if (k !== y) return push(k) / m;
      const K = logits.shape[1]!;
      return (
        ofRight(
          sum(K, push),
          sum(K, (c) => Math.sign(push(c))),
        ) / m
      );
    });
  };
}

/** The error of outputs from their probabilities by softmax or sigmoid, and their targets. */
function fromOutputs(error: (p: number, t: number, z: number) => number): (data: DenseData) => Partial<Steps> {
  return ({ loss }) => ({
    outputError: (logits, data) => {
      const m = rows(logits);
      const target = (i: number, k: number): number => ('data' in data.y ? at(data.y, i, k) : data.y[i] === k ? 1 : 0);
      const power = (i: number, k: number): number => Math.exp(at(logits, i, k));
      const K = logits.shape[1]!;
      return table(logits.shape, (i, k) => {
        const z = at(logits, i, k);
        const p = loss === 'softmax-cross-entropy' ? power(i, k) / sum(K, (c) => power(i, c)) : sigmoid(z);
        return error(p, target(i, k), z) / m;
      });
    },
  });
}

const last = ({ layer, depth }: Place): boolean => layer === depth;
/** A step that is wrong in the last layer alone. */
const inLast =
  (wrong: (delta: Tensor, place: Place) => Tensor, right: (delta: Tensor, place: Place) => Tensor) =>
  (delta: Tensor, place: Place): Tensor =>
    (last(place) ? wrong : right)(delta, place);

const isDeep = (_: DenseData, params: DenseParams): boolean => 'W2' in params;
const without =
  (dropped: number) =>
  (delta: Tensor): Tensor =>
    table(delta.shape, (i, k) => (i === dropped ? 0 : at(delta, i, k)));

/** Mistakes that only a look at the network as a whole can name. */
export const NETWORK_MISTAKES: readonly Mistake[] = [
  {
    name: 'the derivative of sigmoid in a tanh network',
    kinds: ['derivative-of-another'],
    by: only(of('tanh'), () => ({ derivative: slopesOf('sigmoid') })),
  },
  {
    name: 'the derivative of relu in a softplus network',
    kinds: ['derivative-of-another', 'zero', 'constant-factor'],
    by: only(of('softplus'), () => ({ derivative: slopesOf('relu') })),
  },
  {
    name: 'the leaky slope dropped',
    kinds: ['leaky-slope', 'lines-zero', 'zero'],
    by: only(of('leaky-relu'), () => ({ derivative: slopesOf('relu') })),
  },
  {
    name: 'a (1 - a) fed what the sigmoid is given',
    kinds: ['derivative-at-input'],
    by: only(of('sigmoid'), () => ({ derivative: entrywise((z) => z * (1 - z)) })),
  },
  {
    name: '1 - a^2 fed what tanh is given',
    kinds: ['derivative-at-input'],
    by: only(of('tanh'), () => ({ derivative: entrywise((z) => 1 - z * z) })),
  },
  {
    name: 'the slope of tanh at the outputs of the layer',
    kinds: ['derivative-at-output'],
    by: only(of('tanh'), () => ({ derivative: entrywise((_, a) => 1 - Math.tanh(a) ** 2) })),
  },
  {
    name: 'the sigmoid itself for its derivative',
    kinds: ['derivative-wrong'],
    by: only(of('sigmoid'), () => ({ derivative: entrywise((_, a) => a) })),
  },
  {
    name: 'hinge: the right class counted',
    kinds: ['hinge', 'output-error'],
    by: only(withLoss('hinge'), () => ({ outputError: hinges(1, (pushes) => 1 - pushes) })),
  },
  {
    name: 'hinge: nothing for the right class',
    kinds: ['hinge', 'output-error', 'lines-zero'],
    by: only(withLoss('hinge'), () => ({ outputError: hinges(1, () => 0) })),
  },
  {
    name: 'hinge: the right class pulled once',
    kinds: ['hinge', 'output-error'],
    by: only(withLoss('hinge'), () => ({ outputError: hinges(1, (_, count) => (count > 0 ? -1 : 0)) })),
  },
  {
    name: 'hinge: margin 0 in the gradient',
    kinds: ['hinge-margin', 'output-error', 'zero', 'zero-beside-regulariser', 'examples'],
    by: only(withLoss('hinge'), () => ({ outputError: hinges(0, (pushes) => -pushes) })),
  },
  {
    name: 'squared hinge: margin 0 in the gradient',
    kinds: ['hinge-margin', 'output-error', 'zero', 'zero-beside-regulariser'],
    by: only(withLoss('squared-hinge'), () => ({ outputError: hinges(0, (pushes) => -pushes, true) })),
  },
  {
    name: 'squared hinge: the gradient of the hinge',
    kinds: ['hinge', 'loss-of-another', 'output-error'],
    by: only(withLoss('squared-hinge'), () => ({ outputError: hinges(1, (pushes) => -pushes) })),
  },
  {
    name: 'softmax or sigmoid: targets not taken off',
    kinds: ['targets', 'output-error'],
    by: only(
      withLoss('softmax-cross-entropy', 'binary-cross-entropy'),
      fromOutputs((p) => p),
    ),
  },
  {
    name: 'softmax: the diagonal of its derivative alone',
    kinds: ['output-derivative', 'output-error'],
    by: only(
      withLoss('softmax-cross-entropy'),
      fromOutputs((p, t) => -t * (1 - p)),
    ),
  },
  {
    name: 'sigmoid cross-entropy: the derivative of sigmoid once more',
    kinds: ['output-derivative', 'output-error'],
    by: only(
      withLoss('binary-cross-entropy'),
      fromOutputs((p, t) => (p - t) * p * (1 - p)),
    ),
  },
  {
    name: 'cross-entropies: logits for probabilities',
    kinds: ['output-derivative', 'loss-of-another', 'output-error'],
    by: only(
      withLoss('softmax-cross-entropy', 'binary-cross-entropy'),
      fromOutputs((_, t, z) => z - t),
    ),
  },
  {
    name: 'the class after the right one',
    kinds: ['targets', 'output-error'],
    by: only(
      (data) => !('data' in data.y),
      () => ({
        outputError: (logits, data) => {
          const K = logits.shape[1]!;
          return RIGHT.outputError(logits, { ...data, y: labels(data).map((y) => (y + 1) % K) });
        },
      }),
    ),
  },
  {
    name: 'the first example left out of the last dW and db',
    kinds: ['examples', 'zero', 'lines-zero', 'constant-factor', 'constant-factor-beside-regulariser'],
    by: only(any, () => ({
      weights: inLast((delta, place) => RIGHT.weights(without(0)(delta), place), RIGHT.weights),
      bias: inLast((delta, place) => RIGHT.bias(without(0)(delta), place), RIGHT.bias),
    })),
  },
  {
    name: 'weights updated before the error goes back',
    kinds: ['backward-weights'],
    by: only(
      (data, params) => isDeep(data, params) && (data.lambda ?? 0) === 0,
      () => ({
        back: inLast((delta, place) => {
          const step = scaled(RIGHT.weights(delta, place), 0.03);
          const W = table(place.W.shape, (u, j) => at(place.W, u, j) - at(step, u, j));
          return RIGHT.back(delta, { ...place, W });
        }, RIGHT.back),
      }),
    ),
  },
  {
    name: 'the error above as it is, without the weights',
    kinds: ['backward-weights'],
    by: only(isDeep, () => ({
      back: (delta, place) => (rows(place.W) === place.W.shape[1] ? delta : RIGHT.back(delta, place)),
    })),
  },
];
