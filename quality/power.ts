import { checkBriefly } from '../core/check-briefly.ts';
import { denseNetwork } from '../core/models/index.ts';
import type { CheckOptions } from '../core/options.ts';
import type { LossProblem } from '../core/problem.ts';
import { blockAt, flattenLike, type Layout, unflatten } from '../core/tree.ts';
import { formatCount } from '../reports/format-number.ts';
import { blackBox, Draw, drawNetwork, type Network, type Regime } from './networks.ts';
import { centralDifferences, classicalRule, flat, torchFastRule, torchSlowRule } from './peers.ts';
import { part, type Section } from './suite.ts';

const SEED = 77;
const REGIMES: readonly Regime[] = ['gaussian', 'lattice', 'halves', 'wide', 'small', 'big', 'mix'];
const NETWORKS = 140;
const SIZES = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8] as const;
const TARGETS: ReadonlyMap<number, number> = new Map([
  [1e-4, 0.999],
  [1e-6, 0.995],
  [1e-8, 0.97],
]);

type Fault = 'entry' | 'row' | 'block';
type Problem = LossProblem<Network['params'], Network['data']>;

/** One rule applied to many faults: how many were caught, by size of the error. */
interface Row {
  readonly name: string;
  readonly caught: number[];
  readonly of: number[];
}

/** A gradient wrong in one entry, row or block by a share of itself: how often does each rule notice? */
export function power(share: number): Section {
  const rows = new Map<string, Row>();
  const add = (name: string, size: number, caught: boolean): void => {
    const row = rows.get(name) ?? { name, caught: SIZES.map(() => 0), of: SIZES.map(() => 0) };
    rows.set(name, row);
    row.of[size]!++;
    if (caught) row.caught[size]!++;
  };
  for (const [r, regime] of REGIMES.entries()) {
    const draw = new Draw(SEED + r);
    for (let n = 0; n < part(NETWORKS, share); n++) tryNetwork(drawNetwork(draw, regime), draw, add);
  }
  const table = [...rows.values()];
  const networks = REGIMES.length * part(NETWORKS, share);
  return {
    title: 'Power: errors of a share of the entry',
    text: `${formatCount(networks)} networks in seven regimes; seeds from ${SEED}. One entry (of at least 1e-3 of the largest), its row, or its block is off by the share in the head; the figures are percent caught with the right block blamed. The targets are for networks that keep their branches; without them an entry at an exact kink may be wrong and still a valid subgradient, which is no failure. Rules of peers are re-implemented from their published formulas, on the networks whose right gradient they accept.`,
    head: ['rule and fault', 'networks', ...SIZES.map((size) => size.toExponential(0))],
    rows: table.map(({ name, caught, of }) => [name, String(of[0]), ...caught.map((c, i) => percent(c / of[i]!))]),
    misses: table
      .filter(({ name }) => name.startsWith('full, frozen'))
      .flatMap(({ name, caught, of }) =>
        [...TARGETS].flatMap(([size, target]) => {
          const i = SIZES.indexOf(size as (typeof SIZES)[number]);
          const reached = caught[i]! / of[i]!;
          return reached >= target
            ? []
            : [`${name} at ${size.toExponential(0)}: ${percent(reached)} of ${percent(target)} asked`];
        }),
      ),
  };
}

function tryNetwork(network: Network, draw: Draw, add: (name: string, size: number, caught: boolean) => void): void {
  const right = flat(blackBox, network);
  const largest = right.gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const telling = [...right.gradient.keys()].filter((i) => Math.abs(right.gradient[i]!) > 1e-3 * largest);
  if (telling.length === 0) return;
  const index = draw.pick(telling);
  const fine = centralDifferences(right, 1e-7);
  const coarse = centralDifferences(right, 1e-6);
  const direction = nonNegative(right.at.length, draw);
  for (const [s, size] of SIZES.entries()) {
    for (const fault of ['entry', 'row', 'block'] as const) {
      const spoil = (gradient: Float64Array): Float64Array => withFault(gradient, right.layout, index, fault, size);
      const gradient = spoil(right.gradient);
      const block = blockAt(right.layout, index).name;
      const caught = (problem: Problem, options?: CheckOptions): boolean => {
        const wrong: Problem = {
          ...problem,
          gradient: (params, data) =>
            unflatten(right.layout, spoil(flattenLike(right.layout, problem.gradient(params, data)))),
        };
        const check = checkBriefly(wrong, network, options);
        return check.verdict === 'disagrees' && check.blame.includes(block);
      };
      add(`full, black box: ${fault}`, s, caught(blackBox));
      add(`full, frozen branches: ${fault}`, s, caught(denseNetwork));
      if (fault === 'row') continue;
      add(`screen: ${fault}`, s, caught(denseNetwork, { mode: 'screen' }));
      if (classicalRule(fine, right.gradient)) add(`classical 1e-7: ${fault}`, s, !classicalRule(fine, gradient));
      if (torchSlowRule(coarse, right.gradient)) add(`torch slow: ${fault}`, s, !torchSlowRule(coarse, gradient));
      if (torchFastRule(right, direction))
        add(`torch fast: ${fault}`, s, !torchFastRule({ ...right, gradient }, direction));
    }
  }
}

function withFault(gradient: Float64Array, layout: Layout, index: number, fault: Fault, size: number): Float64Array {
  const wrong = gradient.slice();
  const { offset, size: length, shape } = blockAt(layout, index);
  const columns = fault === 'row' ? (shape.at(-1) ?? 1) : length;
  const from = fault === 'entry' ? index : offset + Math.floor((index - offset) / columns) * columns;
  const to = fault === 'entry' ? index + 1 : from + columns;
  for (let i = from; i < to; i++) wrong[i]! *= 1 + size;
  return wrong;
}

function nonNegative(length: number, draw: Draw): Float64Array {
  const direction = new Float64Array(length).map(() => draw.uniform());
  const norm = Math.hypot(...direction);
  return direction.map((value) => value / norm);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}`;
}
