import type { Failure } from './evaluator.ts';
import type { Settings } from './options.ts';
import type { Evaluations, GradientCheck } from './results.ts';

/** The result where no comparison means anything. */
export function invalid(failure: Failure, { seed }: Settings, evaluations: Evaluations): GradientCheck {
  return {
    verdict: 'invalid',
    ...failure,
    blocks: [],
    blame: [],
    diagnoses: [],
    notes: [],
    evaluations,
    resolution: Number.POSITIVE_INFINITY,
    noise: Number.NaN,
    seed,
  };
}
