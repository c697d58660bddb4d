import { at, RIGHT, rows, type Steps, scaled, table } from './backward.ts';
import { type Fault, fault } from './fault.ts';

const times = (factor: number): Partial<Steps> => ({ decay: (place) => scaled(RIGHT.decay(place), factor) });
const onBiases: Partial<Steps> = {
  biasDecay: ({ b, data }) => scaled(b, data.lambda ?? 0),
};

/** Mistakes in the regulariser. */
export const regulariser: readonly Fault[] = [
  fault('regulariser', 'missing', 'every', times(0)),
  fault('regulariser', 'missing', 'first', times(0)),
  fault('regulariser', 'doubled', 'every', times(2)),
  fault('regulariser', 'taken off', 'last', times(-1)),
  fault(
    'regulariser',
    'a mean over examples',
    'every',
    {
      decay: (place) => scaled(RIGHT.decay(place), 1 / rows(place.input)),
    },
    { examples: 2 },
  ),
  fault('regulariser', 'without its weights', 'last', {
    decay: ({ W, data }) => table(W.shape, () => data.lambda ?? 0),
  }),
  fault('regulariser', 'of absolute values', 'every', {
    decay: ({ W, data }) => table(W.shape, (i, j) => (data.lambda ?? 0) * Math.sign(at(W, i, j))),
  }),
  fault('regularised bias', 'though weights alone are', 'every', onBiases),
  fault('regularised bias', 'though weights alone are', 'first', onBiases),
  fault('regularised bias', 'in the bias column', 'every', onBiases, {}, 'sigmoid'),
  fault('regularised bias', 'missing', 'every', { biasDecay: ({ b }) => scaled(b, 0) }),
];
