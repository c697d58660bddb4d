import type { Tensor } from '../../core/tensor.ts';
import { at, RIGHT, rows, type Steps, sum, table } from './backward.ts';
import { type Fault, fault } from './fault.ts';

const SQUARE = { inputs: 2, units: 2 } as const;

/** The same numbers, written or read column by column. */
const byColumns = (right: Tensor): Tensor => {
  const [m = 0] = right.shape;
  const columns = right.shape[1]!;
  const result = table(right.shape, () => 0);
  for (let i = 0; i < m; i++) for (let j = 0; j < columns; j++) result.data[j * m + i] = at(right, i, j);
  return result;
};
const transposed: Partial<Steps> = { weights: (delta, place) => byColumns(RIGHT.weights(delta, place)) };
const readByColumns: Partial<Steps> = {
  back: (delta, place) => RIGHT.back(delta, { ...place, W: byColumns(place.W) }),
};
/** Rows or columns one further, the last from the first. */
const rowsOn = (t: Tensor): Tensor => table(t.shape, (i, j) => t.data[((i + 1) % rows(t)) * (t.shape[1] ?? 1) + j]!);
const columnsOn = (t: Tensor): Tensor => table(t.shape, (i, j) => at(t, i, (j + 1) % t.shape[1]!));
const nextInput: Partial<Steps> = {
  weights: (delta, place) => RIGHT.weights(delta, { ...place, input: columnsOn(place.input) }),
};
const nextEntry: Partial<Steps> = { bias: (delta, place) => rowsOn(RIGHT.bias(delta, place)) };

/** Transposes and indices that are one off. */
export const indices: readonly Fault[] = [
  fault('transpose', 'dW written column by column', 'first', transposed, SQUARE),
  fault('transpose', 'dW written column by column', 'last', transposed, SQUARE),
  fault('transpose', 'dW written column by column', 'every', transposed, SQUARE),
  fault('transpose', 'dW written column by column', 'first', transposed, SQUARE, 'sigmoid'),
  fault('transpose', 'W read column by column on the way back', 'last', readByColumns, SQUARE),
  fault('transpose', 'W read column by column on the way back', 'every', readByColumns, SQUARE),
  fault('shifted index', 'dW from the next input', 'first', nextInput, { inputs: 2 }),
  fault('shifted index', 'dW from the next input', 'last', nextInput, { inputs: 2 }),
  fault('shifted index', 'db of the next unit', 'first', nextEntry, { units: 2 }),
  fault('shifted index', 'db of the next unit', 'every', nextEntry, { units: 2 }),
  fault(
    'shifted index',
    'rows of dW one further',
    'last',
    {
      weights: (delta, place) => rowsOn(RIGHT.weights(delta, place)),
    },
    { units: 2 },
  ),
  fault(
    'shifted index',
    'dW from the next example',
    'first',
    {
      weights: (delta, place) => RIGHT.weights(delta, { ...place, input: rowsOn(place.input) }),
    },
    { examples: 2 },
  ),
  fault(
    'shifted index',
    'the error sent back by the next unit',
    'last',
    {
      back: (delta, { W, input }) =>
        table(input.shape, (i, j) => sum(rows(W), (unit) => at(delta, i, (unit + 1) % rows(W)) * at(W, unit, j))),
    },
    { units: 2 },
  ),
  fault(
    'shifted index',
    'the target of the next example',
    'every',
    {
      outputError: (logits, data) => {
        const y = 'data' in data.y ? rowsOn(data.y) : data.y.map((_, i, all) => all[(i + 1) % all.length]!);
        return RIGHT.outputError(logits, { ...data, y });
      },
    },
    { examples: 2 },
  ),
];
