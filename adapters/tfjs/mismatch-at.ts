import { checkGradient } from '../../core/check-gradient.ts';
import type { Case, VjpProblem } from '../../core/problem.ts';
import { projected } from '../../core/projected.ts';
import { entryName, flatten, type Layout, unflatten } from '../../core/tree.ts';
import type { Mismatch } from './audit-results.ts';

/** Wide enough for float32 to resolve, narrow enough that what bends hardly shows. */
const STEP = 2 ** -6;

/** The entry that is most wrong at a case that disagrees, with the slopes on both sides, which tell that it is no kink. */
export function mismatchAt(problem: VjpProblem<unknown, unknown>, point: Case): Mismatch {
  const { blocks, diagnoses, seed } = checkGradient(problem, point);
  const wrong = blocks.find(({ verdict }) => verdict === 'disagrees') ?? blocks[0]!;
  const { entry, analytic, numeric, errorBound } = wrong.worst;
  const { left, right } = slopesAt(problem, point, entry, seed);
  return { case: point, entry, analytic, numeric, errorBound, left, right, cause: diagnoses[0]?.message ?? '' };
}

/** The slope of one entry over both sides, on whichever backend is set. */
export function slopeOf(problem: VjpProblem<unknown, unknown>, point: Case, entry: string): number {
  const { left, right } = slopesAt(problem, point, entry, 0);
  return (left + right) / 2;
}

function slopesAt(
  problem: VjpProblem<unknown, unknown>,
  point: Case,
  entry: string,
  seed: number,
): { readonly left: number; readonly right: number } {
  const { flat, layout } = flatten(point.params);
  const { loss } = projected(problem.forward, problem.vjp.bind(problem), seed);
  const index = indexOf(layout, entry);
  const lossAt = (step: number): number => {
    const moved = flat.slice();
    moved[index] = flat[index]! + step;
    return loss(unflatten(layout, moved), point.data) as number;
  };
  const here = lossAt(0);
  return { left: (here - lossAt(-STEP)) / STEP, right: (lossAt(STEP) - here) / STEP };
}

function indexOf(layout: Layout, entry: string): number {
  let index = 0;
  while (entryName(layout, index) !== entry) index++;
  return index;
}
