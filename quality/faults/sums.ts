import { at, RIGHT, rows, type Steps, scaled, sum, table } from './backward.ts';
import { type Fault, fault } from './fault.ts';

const TWO = { examples: 2 } as const;

/** The sums of dW and db over some of the examples only. */
const over = (examples: (m: number) => readonly number[]): Record<'dW' | 'db', Partial<Steps>> => ({
  dW: {
    weights: (delta, { W, input }) => {
      const chosen = examples(rows(delta));
      return table(W.shape, (unit, j) =>
        sum(chosen.length, (n) => at(delta, chosen[n]!, unit) * at(input, chosen[n]!, j)),
      );
    },
  },
  db: {
    bias: (delta, { b }) => {
      const chosen = examples(rows(delta));
      return table(b.shape, (unit) => sum(chosen.length, (n) => at(delta, chosen[n]!, unit)));
    },
  },
});
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
const firstAlone = over(() => [0]);
const lastAlone = over((m) => [m - 1]);
const butLast = over((m) => range(0, m - 1));
const butFirst = over((m) => range(1, m));

/** Sums over examples, units or classes that are missing, too many or too short. */
export const sums: readonly Fault[] = [
  fault(
    'sum for mean',
    'dW',
    'every',
    {
      weights: (delta, place) => scaled(RIGHT.weights(delta, place), rows(delta)),
    },
    TWO,
  ),
  fault('sum for mean', 'db', 'last', { bias: (delta, place) => scaled(RIGHT.bias(delta, place), rows(delta)) }, TWO),
  fault(
    'sum for mean',
    'dW averaged twice',
    'every',
    {
      weights: (delta, place) => scaled(RIGHT.weights(delta, place), 1 / rows(delta)),
    },
    TWO,
  ),
  fault('missing sum', 'db of the first example alone', 'first', firstAlone.db, TWO),
  fault('missing sum', 'db of the first example alone', 'last', firstAlone.db, TWO),
  fault('missing sum', 'db of the first example alone', 'last', firstAlone.db, TWO, 'relu'),
  fault('missing sum', 'dW overwritten by the last example', 'first', lastAlone.dW, TWO),
  fault('missing sum', 'dW overwritten by the last example', 'last', lastAlone.dW, TWO),
  fault(
    'missing sum',
    'the error sent back by the first unit alone',
    'last',
    {
      back: (delta, { W, input }) => table(input.shape, (i, j) => at(delta, i, 0) * at(W, 0, j)),
    },
    { units: 2 },
  ),
  fault(
    'missing sum',
    'dW a product of sums',
    'last',
    {
      weights: (delta, { W, input }) =>
        table(
          W.shape,
          (unit, j) => sum(rows(delta), (i) => at(delta, i, unit)) * sum(rows(input), (i) => at(input, i, j)),
        ),
    },
    TWO,
  ),
  fault(
    'wrong axis',
    'db summed over units',
    'last',
    {
      bias: (delta, { b }) =>
        table(b.shape, (n) => (n < rows(delta) ? sum(b.data.length, (unit) => at(delta, n, unit)) : 0)),
    },
    { units: 2, examples: 2 },
  ),
  fault('dropped', 'the last example in dW', 'first', butLast.dW),
  fault('dropped', 'the last example in dW', 'every', butLast.dW, {}, 'sigmoid'),
  fault('dropped', 'the last example in db', 'last', butLast.db),
  fault('dropped', 'the first example in dW', 'last', butFirst.dW),
  fault('dropped', 'the first example in the error of the logits', 'every', {
    outputError: (logits, data) => {
      const right = RIGHT.outputError(logits, data);
      return table(right.shape, (i, j) => (i === 0 ? 0 : at(right, i, j)));
    },
  }),
  fault('dropped', 'the last class in the error of the logits', 'every', {
    outputError: (logits, data) => {
      const right = RIGHT.outputError(logits, data);
      return table(right.shape, (i, j) => (j === right.shape[1]! - 1 ? 0 : at(right, i, j)));
    },
  }),
  fault('dropped', 'the last unit in the error sent back', 'last', {
    back: (delta, { W, input }) =>
      table(input.shape, (i, j) => sum(rows(W) - 1, (unit) => at(delta, i, unit) * at(W, unit, j))),
  }),
  fault('dropped', 'the last row of dW', 'first', {
    weights: (delta, place) => {
      const right = RIGHT.weights(delta, place);
      return table(right.shape, (unit, j) => (unit === rows(right) - 1 ? 0 : at(right, unit, j)));
    },
  }),
  fault('dropped', 'the last column of dW', 'last', {
    weights: (delta, place) => {
      const right = RIGHT.weights(delta, place);
      return table(right.shape, (unit, j) => (j === right.shape[1]! - 1 ? 0 : at(right, unit, j)));
    },
  }),
  fault('dropped', 'the last entry of db', 'first', {
    bias: (delta, place) => {
      const right = RIGHT.bias(delta, place);
      return table(right.shape, (unit) => (unit === rows(right) - 1 ? 0 : right.data[unit]!));
    },
  }),
];
