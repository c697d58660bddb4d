import { RIGHT, type Steps, scaled, table } from './backward.ts';
import { type Fault, fault } from './fault.ts';

const times = (factor: number): Record<'dW' | 'db', Partial<Steps>> => ({
  dW: { weights: (delta, place) => scaled(RIGHT.weights(delta, place), factor) },
  db: { bias: (delta, place) => scaled(RIGHT.bias(delta, place), factor) },
});

/** Wrong factors and signs. */
export const factors: readonly Fault[] = [
  fault('factor', 'dW doubled', 'first', times(2).dW),
  fault('factor', 'dW doubled', 'last', times(2).dW),
  fault('factor', 'dW doubled', 'every', times(2).dW),
  fault('factor', 'dW doubled', 'last', times(2).dW, {}, 'relu'),
  fault('factor', 'db four times too large', 'first', times(4).db),
  fault('factor', 'db four times too large', 'first', times(4).db, {}, 'relu'),
  // Any number is a factor of any other: one that is not short needs two entries to be named.
  fault('factor', 'dW off by 1e-4 of itself', 'first', times(1 + 1e-4).dW, { inputs: 2, units: 2 }),
  fault('factor', 'db off by a third', 'last', times(4 / 3).db),
  fault('factor', 'the error of the logits halved', 'every', {
    outputError: (logits, data) => scaled(RIGHT.outputError(logits, data), 0.5),
  }),
  fault(
    'factor',
    'db a mean over units',
    'first',
    {
      bias: (delta, place) => scaled(RIGHT.bias(delta, place), 1 / place.b.data.length),
    },
    { units: 2 },
  ),
  fault('sign', 'dW negative', 'first', times(-1).dW),
  fault('sign', 'dW negative', 'last', times(-1).dW, {}, 'sigmoid'),
  fault('sign', 'db negative', 'first', times(-1).db),
  fault('sign', 'target minus output', 'every', {
    outputError: (logits, data) => scaled(RIGHT.outputError(logits, data), -1),
  }),
  fault('sign', 'the error sent back negative', 'last', {
    back: (delta, place) => scaled(RIGHT.back(delta, place), -1),
  }),
  fault('never written', 'dW', 'last', { weights: (_, { W }) => table(W.shape, () => 0) }),
  fault('never written', 'db', 'every', { bias: (_, { b }) => table(b.shape, () => 0) }),
];
