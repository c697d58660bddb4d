import type { StepCurve } from '../core/results.ts';

/** How many losses a curve took: one at the point itself, and two for each of its steps. */
export function curveLosses(curve: StepCurve | undefined): number {
  return curve === undefined ? 0 : 2 * curve.points.length + 1;
}
