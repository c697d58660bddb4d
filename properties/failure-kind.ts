import { isLasting } from '../core/diagnosis/is-lasting.ts';
import type { GradientCheck } from '../core/results.ts';

/**
 * In which way a check failed; undefined where it did not. Kinks and unresolved points are no failures, nor are points at
 * which the loss itself is not finite: they say nothing of its gradient, and count against the share that must agree.
 */
export interface FailureKind {
  readonly verdict: 'disagrees' | 'invalid';
  /** The blamed blocks, or the reason. */
  readonly what: string;
  /** The kinds of its diagnoses, with their blocks; those alone that a block of one entry can show as well. */
  readonly causes: readonly string[];
}

export function failureKind(check: GradientCheck): FailureKind | undefined {
  if (check.verdict === 'invalid' && check.reason === 'non-finite-loss') return undefined;
  if (check.verdict === 'invalid') return { verdict: 'invalid', what: check.reason, causes: [] };
  if (check.verdict !== 'disagrees') return undefined;
  return {
    verdict: 'disagrees',
    what: check.blame.join(' '),
    causes: check.diagnoses.filter(({ kind }) => isLasting(kind)).map(({ kind, block }) => `${kind} ${block}`),
  };
}

/** Whether a smaller case fails in the same way: same verdict, same blame, and every cause that was named still there. */
export function sameFailure(first: FailureKind, now: FailureKind): boolean {
  return (
    now.verdict === first.verdict &&
    now.what === first.what &&
    first.causes.every((cause) => now.causes.includes(cause))
  );
}
