import { checkGradient } from '../core/check-gradient.ts';
import { type DenseData, type DenseParams, denseNetwork } from '../core/models/index.ts';
import type { LossProblem } from '../core/problem.ts';
import { tensor } from '../core/tensor.ts';
import { entryName, flatten, flattenLike, type Layout, unflatten } from '../core/tree.ts';
import { formatCount, formatError } from '../reports/format-number.ts';
import { Draw } from './networks.ts';
import { part, type Section } from './suite.ts';

const SEED = 4000;

/** What is planted: by how much (in units of the rms entry) each entry of the flat gradient is off. */
type Fault = (draw: Draw, layout: Layout) => ReadonlyMap<number, number>;

interface Row {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly m: number;
  readonly runs: number;
  readonly fault?: Fault;
  /** Losses allowed. */
  readonly allowed: (parameters: number) => number;
}

const MEDIUM = [400, 25, 10];
const LARGE = [784, 1024, 256, 10];
const SCREEN = (): number => 24;
const LOCATE = (parameters: number): number => 24 + 16 * Math.log2(parameters);
const FREELY = (): number => Number.POSITIVE_INFINITY;

const ROWS: readonly Row[] = [
  { name: 'right', sizes: MEDIUM, m: 100, runs: 100, allowed: SCREEN },
  { name: 'one entry by 1e-6 rms', sizes: MEDIUM, m: 100, runs: 100, fault: entries(1, 1e-6), allowed: LOCATE },
  { name: 'one entry by 1 rms', sizes: MEDIUM, m: 100, runs: 50, fault: entries(1, 1), allowed: LOCATE },
  { name: 'four entries by 1e-3 rms', sizes: MEDIUM, m: 100, runs: 30, fault: entries(4, 1e-3), allowed: FREELY },
  { name: 'a pair that cancels, 1e-3 rms', sizes: MEDIUM, m: 100, runs: 30, fault: opposed, allowed: FREELY },
  { name: 'a row of W1 by 1e-3 rms', sizes: MEDIUM, m: 100, runs: 20, fault: line('row'), allowed: FREELY },
  { name: 'a column of W1 by 1e-3 rms', sizes: MEDIUM, m: 100, runs: 20, fault: line('column'), allowed: FREELY },
  { name: 'all of W2 by 1e-3 rms', sizes: MEDIUM, m: 100, runs: 20, fault: block, allowed: FREELY },
  { name: 'right', sizes: LARGE, m: 32, runs: 2, allowed: SCREEN },
  { name: 'one entry by 1e-3 rms', sizes: LARGE, m: 32, runs: 2, fault: entries(1, 1e-3), allowed: LOCATE },
];

/** Large networks by random directions: evaluations of a verdict, smallest error seen, and what it costs to find it. */
export function screening(share: number): Section {
  const results = ROWS.filter(({ sizes }) => share === 1 || sizes !== LARGE).map((row) =>
    run(row, part(row.runs, share)),
  );
  return {
    title: 'Screening and locating',
    text: `Sigmoid networks with softmax cross-entropy, weights of size 1/sqrt(inputs), a fresh seed a run, seeds from ${SEED}. A fault is located when exactly its entries are named, or for a row, column or block, its block and no other entry.`,
    head: [
      'network',
      'parameters',
      'fault',
      'runs',
      'right verdict',
      'located',
      'losses (median, most)',
      'losses allowed',
      'resolution (coarsest)',
    ],
    rows: results.map(({ cells }) => cells),
    misses: results.flatMap(({ misses }) => misses),
  };
}

function run({ name, sizes, m, runs, fault, allowed }: Row, times: number): { cells: string[]; misses: string[] } {
  const { params, data } = network(sizes, m);
  const { layout } = flatten(params);
  const losses: number[] = [];
  let [verdicts, located, resolution] = [0, 0, 0];
  for (let n = 0; n < times; n++) {
    const seed = SEED + n;
    const planted = fault?.(new Draw(seed), layout) ?? new Map<number, number>();
    const check = checkGradient(spoilt(planted, layout), { params, data }, { seed });
    losses.push(check.evaluations.loss);
    resolution = Math.max(resolution, check.resolution);
    if (check.verdict === (planted.size === 0 ? 'agrees' : 'disagrees')) verdicts++;
    const named = check.blocks
      .flatMap(({ entries }) => entries.filter(({ verdict }) => verdict === 'disagrees'))
      .map(({ entry }) => entry);
    const expected = new Set([...planted.keys()].map((i) => entryName(layout, i)));
    const all = named.every((entry) => expected.has(entry));
    if (all && (planted.size <= 10 ? named.length === planted.size : named.length > 0)) located++;
  }
  losses.sort((a, b) => a - b);
  const most = losses.at(-1)!;
  const limit = allowed(layout.size);
  const misses: string[] = [];
  const what = `${name}, ${formatCount(layout.size)} parameters`;
  if (verdicts < times) misses.push(`${what}: ${times - verdicts} of ${times} verdicts wrong`);
  if (located < times) misses.push(`${what}: ${times - located} of ${times} not located`);
  if (most > limit) misses.push(`${what}: up to ${most} losses, ${Math.floor(limit)} allowed`);
  const cells = [
    sizes.join('-'),
    formatCount(layout.size),
    name,
    String(times),
    String(verdicts),
    fault ? String(located) : '',
    `${losses[losses.length >> 1]}, ${most}`,
    Number.isFinite(limit) ? String(Math.floor(limit)) : '',
    formatError(resolution),
  ];
  return { cells, misses: times === part(runs, 1) || misses.length > 0 ? misses : [] };
}

function network(sizes: readonly number[], m: number): { params: DenseParams; data: DenseData } {
  const draw = new Draw(SEED);
  const params: Record<string, ReturnType<typeof tensor>> = {};
  for (let layer = 1; layer < sizes.length; layer++) {
    const [inputs, outputs] = [sizes[layer - 1]!, sizes[layer]!];
    const W = tensor([outputs, inputs]);
    for (let i = 0; i < W.data.length; i++) W.data[i] = (2 * draw.uniform() - 1) / Math.sqrt(inputs);
    params[`W${layer}`] = W;
    params[`b${layer}`] = tensor(
      [outputs],
      Float64Array.from({ length: outputs }, () => 0.2 * draw.uniform() - 0.1),
    );
  }
  const X = tensor([m, sizes[0]!]);
  for (let i = 0; i < X.data.length; i++) X.data[i] = draw.uniform();
  const y = Array.from({ length: m }, (_, i) => i % sizes.at(-1)!);
  return { params, data: { X, y, activation: 'sigmoid', loss: 'softmax-cross-entropy', lambda: 0.01 } };
}

function spoilt(planted: ReadonlyMap<number, number>, layout: Layout): LossProblem<DenseParams, DenseData> {
  return {
    loss: denseNetwork.loss,
    gradient: (params, data) => {
      const gradient = flattenLike(layout, denseNetwork.gradient(params, data));
      const rms = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0) / gradient.length);
      for (const [i, off] of planted) gradient[i]! += off * rms;
      return unflatten(layout, gradient);
    },
  };
}

function entries(count: number, size: number): Fault {
  return (draw, { size: parameters }) => {
    const planted = new Map<number, number>();
    while (planted.size < count) planted.set(draw.integer(0, parameters - 1), draw.pick([-size, size]));
    return planted;
  };
}

function opposed(draw: Draw, { size }: Layout): ReadonlyMap<number, number> {
  const first = draw.integer(0, size - 2);
  return new Map([
    [first, 1e-3],
    [draw.integer(first + 1, size - 1), -1e-3],
  ]);
}

function line(kind: 'row' | 'column'): Fault {
  return (draw, { blocks }) => {
    const { offset, shape } = blocks[0]!;
    const [rows = 0, columns = 0] = shape;
    const fixed = draw.integer(0, (kind === 'row' ? rows : columns) - 1);
    const length = kind === 'row' ? columns : rows;
    return new Map(
      Array.from({ length }, (_, i) => [offset + (kind === 'row' ? fixed * columns + i : i * columns + fixed), 1e-3]),
    );
  };
}

function block(_draw: Draw, { blocks }: Layout): ReadonlyMap<number, number> {
  const { offset, size } = blocks[2]!;
  return new Map(Array.from({ length: size }, (_, i) => [offset + i, 1e-3]));
}
