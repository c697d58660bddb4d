import type { DenseData, DenseParams } from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from '../generators/case-arbitrary.ts';
import { denseSchema } from '../generators/dense-cases.ts';
import { drawLabels } from '../generators/draw-targets.ts';
import { drawValues } from '../generators/draw-values.ts';
import { drawLayers, shallowerLayers } from '../generators/layers.ts';
import { formatCount } from '../reports/format-number.ts';
import { excess } from './faults/excess.ts';
import type { Fault } from './faults/fault.ts';
import { FAULTS } from './faults/index.ts';
import { type Planted, plant } from './faults/plant.ts';
import { shrunk } from './faults/shrunk.ts';
import { slipOf } from './faults/slip-of.ts';
import { part, type Section } from './suite.ts';

const SEED = 7000;
const SEEDS = 20;
const LIMITS = { depth: 4, width: 12, batch: 16 };
const LARGE = [784, 300, 10];

const LARGE_CASES = new CaseArbitrary<Case<DenseParams, DenseData>>({
  draw: (source) => ({
    params: drawLayers(source, LARGE, 'xavier'),
    data: {
      X: drawValues(source, [32, LARGE[0]!], 'uniform'),
      y: drawLabels(source, 32, LARGE.at(-1)!, 0),
      activation: 'tanh',
      loss: 'softmax-cross-entropy',
      lambda: 0.1,
      regularise: 'weights',
    },
  }),
  schema: ({ params, data }) => denseSchema(params, data!, {}),
  shallower: shallowerLayers,
}) as unknown as Planted['cases'];

interface Outcome {
  readonly fault: Fault;
  readonly seed: number;
  readonly calls: number;
  readonly milliseconds: number;
  readonly found: boolean;
  /** Sizes beyond what is needed. */
  readonly larger: readonly string[];
  readonly slip: string | undefined;
}

/** Planted faults, found and shrunk: how small the last case is, whether it still shows the fault, and what it cost. */
export function shrinking(share: number): Section {
  const small = evenly(FAULTS, share).flatMap((fault) =>
    Array.from({ length: part(SEEDS, share) }, (_, n) =>
      outcomeOf(fault, plant(fault, LIMITS), SEED + SEEDS * FAULTS.indexOf(fault) + n),
    ),
  );
  const families = [...new Set(small.map(({ fault }) => fault.family))];
  const large = (share === 1 ? evenly(families, 0.5) : [])
    .map((family) => FAULTS.find((fault) => fault.family === family && fault.network === 'dense')!)
    .map((fault) => outcomeOf(fault, { ...plant(fault, LIMITS), cases: LARGE_CASES }, SEED));
  return {
    title: 'Shrinking: planted faults',
    text: `${evenly(FAULTS, share).length} mistakes in a backward pass, each planted in networks of up to ${LIMITS.depth} layers, ${LIMITS.width} units a layer and ${LIMITS.batch} examples, ${part(SEEDS, share)} seeds a mistake, seeds from ${SEED}; the last row is one seed of a mistake of every other family in a network ${LARGE.join('-')} with 32 examples. A case is least with one unit a layer and at most two examples, or two where the mistake or the loss needs them: a transpose of one row is none, a softmax of one class has no slope. A slip is a last case at which the right gradient fails as well, or a blamed block is right. Calls are checks made while shrinking.`,
    head: [
      'mistakes',
      'faults',
      'campaigns',
      'found',
      'least',
      'slips',
      'calls (median, 95%, most)',
      'ms (median, 95%, most)',
    ],
    rows: [
      ...families.map((family) =>
        row(
          family,
          small.filter(({ fault }) => fault.family === family),
        ),
      ),
      row('all', small),
      ...(share === 1 ? [row(LARGE.join('-'), large)] : []),
    ],
    misses: missesOf(small, large, share),
  };
}

function outcomeOf(fault: Fault, planted: Planted, seed: number): Outcome {
  const { found, calls, milliseconds } = shrunk(planted, seed);
  return {
    fault,
    seed,
    calls,
    milliseconds,
    found: found !== undefined,
    larger: found ? excess(fault, planted, found.point) : [],
    slip: found && slipOf(planted, found.point, found.check),
  };
}

function row(name: string, outcomes: readonly Outcome[]): string[] {
  const least = outcomes.filter(isLeast).length;
  const quantiles = (of: (outcome: Outcome) => number): string =>
    [0.5, 0.95, 1].map((share) => Math.round(quantile(outcomes.map(of), share))).join(', ');
  return [
    name,
    String(new Set(outcomes.map(({ fault }) => fault)).size),
    formatCount(outcomes.length),
    formatCount(outcomes.filter(({ found }) => found).length),
    `${((100 * least) / outcomes.length).toFixed(1)}%`,
    String(outcomes.filter(({ slip }) => slip !== undefined).length),
    quantiles(({ calls }) => calls),
    quantiles(({ milliseconds }) => milliseconds),
  ];
}

function missesOf(small: readonly Outcome[], large: readonly Outcome[], share: number): string[] {
  const all = [...small, ...large];
  const misses = all.flatMap(({ fault: { family, name, where, network }, seed, found, slip }) => {
    const what = `${family}, ${name} (${where}, ${network}), seed ${seed}`;
    if (!found) return [`${what}: not found`];
    return slip === undefined ? [] : [`${what}: ${slip}`];
  });
  const miss = (holds: boolean, message: string): void => {
    if (!holds) misses.push(message);
  };
  const least = all.filter(isLeast).length / all.length;
  const calls = quantile(
    small.map(({ calls }) => calls),
    0.5,
  );
  miss(least >= 0.95, `${(100 * least).toFixed(1)}% of the last cases are least, 95% asked`);
  miss(calls <= 60, `${calls} calls in the median, 60 allowed`);
  // Times tell only where nothing else runs.
  if (share === 1) {
    miss(
      quantile(
        small.map(({ milliseconds }) => milliseconds),
        0.95,
      ) < 1000,
      'over 1 s in more than 5% of the campaigns',
    );
    miss(
      large.every(({ milliseconds }) => milliseconds < 5000),
      `over 5 s in a network ${LARGE.join('-')}`,
    );
  }
  return misses;
}

function isLeast({ found, larger }: Outcome): boolean {
  return found && larger.length === 0;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1]!;
}

/** A share of a list, spread over all of it. */
function evenly<T>(items: readonly T[], share: number): readonly T[] {
  const count = part(items.length, share);
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
