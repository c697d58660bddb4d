import { type DenseData, type DenseParams, denseNetwork } from '../../core/models/index.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { at, rows, sum, table } from '../faults/backward.ts';
import type { Change } from './mistake.ts';

/** Mistakes in what is done with a gradient once it is computed, and in its targets; in the first layer unless said otherwise. */
export const CHANGES: readonly { readonly name: string; readonly kinds: readonly string[]; readonly by: Change }[] = [
  {
    name: 'dW1 and dW2 swapped',
    kinds: ['swapped'],
    by: (g) => (sameSize(g) ? { ...g, W1: copy(g.W2!, g.W1!), W2: copy(g.W1!, g.W2!) } : g),
  },
  {
    name: 'dW1 in reverse',
    kinds: ['reversed'],
    by: first('W1', (t, i, j) => at(t, rows(t) - 1 - i, t.shape[1]! - 1 - j)),
  },
  {
    name: 'dW1 with its rows in reverse',
    kinds: ['reversed', 'shifted'],
    by: first('W1', (t, i, j) => at(t, rows(t) - 1 - i, j)),
  },
  {
    name: 'dW1 negative and transposed',
    kinds: ['transposed'],
    by: first('W1', (t, i, j) => -t.data[j * rows(t) + i]!),
  },
  {
    name: 'dW1 one entry too late',
    kinds: ['shifted'],
    by: first('W1', (t, i, j) => flat(t, i * t.shape[1]! + j - 1)),
  },
  {
    name: 'dW1 summed over its rows and spread',
    kinds: ['wrong-axis', 'zero'],
    by: first('W1', (t, _, j) => sum(rows(t), (i) => at(t, i, j))),
  },
  {
    name: 'dW1 a mean over its columns and spread',
    kinds: ['wrong-axis', 'zero'],
    by: first('W1', (t, i) => sum(t.shape[1]!, (j) => at(t, i, j)) / t.shape[1]!),
  },
  {
    name: 'every row of dW1 with a factor of its own',
    kinds: ['row-factors', 'lines-factor'],
    by: first('W1', (t, i, j) => (0.3 + 0.41 * i) * at(t, i, j)),
  },
  {
    name: 'one row of dW1 tripled',
    kinds: ['lines-factor'],
    by: first('W1', (t, i, j) => (i === 1 ? 3 : 1) * at(t, i, j)),
  },
  {
    name: 'one column of dW1 negative',
    kinds: ['lines-factor'],
    by: first('W1', (t, i, j) => (j === 0 ? -1 : 1) * at(t, i, j)),
  },
  {
    name: 'the first example counted twice in dW1',
    kinds: ['examples', 'constant-factor', 'constant-factor-beside-regulariser'],
    by: exampleTwice,
  },
  {
    name: 'a regulariser of another lambda',
    kinds: ['weights-multiple'],
    by: (g, p) => ({ ...g, W1: table(g.W1!.shape, (i, j) => at(g.W1!, i, j) + 0.37 * at(p.W1!, i, j)) }),
  },
];

function first(block: string, entry: (t: Tensor, i: number, j: number) => number): Change {
  return (g) => ({ ...g, [block]: table(g[block]!.shape, (i, j) => entry(g[block]!, i, j)) });
}

function flat({ data }: Tensor, index: number): number {
  return data[(index + data.length) % data.length]!;
}

function sameSize({ W1, W2 }: DenseParams): boolean {
  return W2 !== undefined && W1!.data.length === W2.data.length;
}

function copy({ data }: Tensor, { shape }: Tensor): Tensor {
  return tensor(shape, data);
}

/** What the first example alone gives, once more; the loss is a mean over the examples. */
function exampleTwice(g: DenseParams, params: DenseParams, data: DenseData): DenseParams {
  const { X, y } = data;
  const [m = 1, n = 1] = X.shape;
  const own = denseNetwork.gradient(params, {
    ...data,
    X: tensor([1, n], X.data.slice(0, n)),
    y: 'data' in y ? tensor([1, y.shape[1]!], y.data.slice(0, y.shape[1]!)) : y.slice(0, 1),
    lambda: 0,
  }) as DenseParams;
  return { ...g, W1: table(g.W1!.shape, (i, j) => at(g.W1!, i, j) + at(own.W1!, i, j) / m) };
}
