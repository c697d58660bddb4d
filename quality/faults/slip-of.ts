import { checkGradient } from '../../core/check-gradient.ts';
import type { Case, LossProblem } from '../../core/problem.ts';
import type { GradientCheck } from '../../core/results.ts';
import { flatten, flattenLike } from '../../core/tree.ts';
import type { Planted } from './plant.ts';

/**
 * Why a failure is not that of the planted fault; undefined where it is: the right gradient passes at the same case, and in
 * every block that is blamed the wrong one is off by more than the check could err.
 */
export function slipOf(
  { right, wrong }: Planted,
  point: Case,
  { verdict, blocks, seed }: GradientCheck,
): string | undefined {
  if (verdict !== 'disagrees') return `checked afresh it is ${verdict}`;
  const judged = checkGradient(right, point, { seed }).verdict;
  if (judged === 'disagrees' || judged === 'invalid') return `the right gradient is ${judged}`;
  const { layout } = flatten(point.params);
  const flat = ({ gradient }: LossProblem<unknown, unknown>): Float64Array =>
    flattenLike(layout, gradient(point.params, point.data));
  const claimed = flat(wrong);
  const off = flat(right).map((x, i) => Math.abs(x - claimed[i]!));
  const innocent = blocks.find(({ block, verdict, worst }) => {
    const { offset, size } = layout.blocks.find(({ name }) => name === block)!;
    return verdict === 'disagrees' && !(Math.max(...off.subarray(offset, offset + size)) > worst.errorBound);
  });
  return innocent && `${innocent.block} is blamed and right`;
}
