import fc from 'fast-check';
import { checkGradient } from '../../core/check-gradient.ts';
import { type DenseData, type DenseParams, denseNetwork } from '../../core/models/index.ts';
import type { Case } from '../../core/problem.ts';
import type { GradientCheck } from '../../core/results.ts';
import type { Fault } from '../faults/fault.ts';
import { type Planted, plant } from '../faults/plant.ts';
import type { Mistake } from './mistake.ts';

/** How many runs of a mistake were named how. */
export interface Tally {
  readonly runs: number;
  /** The right cause is stated, and nothing else. */
  readonly first: number;
  /** The right cause is stated, or the next best of what is. */
  readonly second: number;
  /** Something else is stated. */
  readonly wrong: number;
  /** What was stated wrongly, and how. */
  readonly slips: readonly string[];
}

const LIMITS = { depth: 3, width: 8, batch: 6 };
/** Draws for one that is wanted, at the most. */
const DRAWS = 40;
/** A fault with no step that is wrong: only to have the cases. */
const NONE: Fault = { family: '', name: '', where: 'every', wrong: {}, least: {}, network: 'dense' };

/** Plants a mistake in random networks, and counts the diagnoses of the cases as they are drawn. */
export function tallyOf({ by, kinds, name }: Mistake, runs: number, seed: number): Tally {
  const { wrong, cases } = typeof by === 'function' ? changed(by) : plant(by, LIMITS);
  const tally = { runs: 0, first: 0, second: 0, wrong: 0, slips: [] as string[] };
  for (const point of fc.sample(cases, { seed, numRuns: DRAWS * runs })) {
    if (tally.runs === runs) break;
    if (!hasRoom(point)) continue;
    const check = checkGradient(wrong, point, { seed });
    if (check.verdict !== 'disagrees') continue;
    tally.runs++;
    const stated = statedIn(check);
    const named = stated.filter((kind) => kinds.includes(kind));
    const others = stated.filter((kind) => !kinds.includes(kind));
    if (named.length > 0 && others.length === 0) tally.first++;
    if (named.length > 0 || check.diagnoses.some(({ evidence }) => kinds.includes(String(evidence.alternativeKind))))
      tally.second++;
    if (named.length === 0 && others.length > 0) {
      tally.wrong++;
      tally.slips.push(`${name}: ${check.diagnoses.map(({ message }) => message).join('; ')}`);
    }
  }
  return tally;
}

function statedIn({ diagnoses }: GradientCheck): readonly string[] {
  return diagnoses.map(({ kind }) => kind).filter((kind) => kind !== 'unknown');
}

function changed(change: Exclude<Mistake['by'], Fault>): Pick<Planted, 'wrong' | 'cases'> {
  const { right, cases } = plant(NONE, LIMITS);
  const gradient = (params: unknown, data: unknown): unknown =>
    change(
      denseNetwork.gradient(params as DenseParams, data as DenseData) as DenseParams,
      params as DenseParams,
      data as DenseData,
    );
  return { wrong: { ...right, gradient }, cases };
}

/** Two and more of everything: a transpose of one row is none, an average over one example neither. */
function hasRoom({ params, data }: Case): boolean {
  const { W1, ...others } = params as DenseParams;
  const { X } = data as DenseData;
  return [X, W1!, ...Object.values(others)].every(({ shape }) => shape.every((size) => size > 1));
}
