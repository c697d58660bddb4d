import type { GradientCheck, InvalidReason } from '../../core/results.ts';
import type { Seen, StoredCase } from './stored-case.ts';

/** What comes of parameters that were renamed, reshaped or taken away. */
const MISFITS: readonly InvalidReason[] = [
  'threw',
  'not-a-number',
  'non-finite-loss',
  'shape-mismatch',
  'unsupported-params',
  'unsupported-gradient',
];

/**
 * What a stored case is now. One that could be judged once and at which the loss or gradient now throws or has another
 * shape, or the loss is not finite, no longer fits its problem: that is not the failure for which it was stored.
 */
export function seenAs({ verdict, reason }: Pick<StoredCase, 'verdict' | 'reason'>, check: GradientCheck): Seen {
  if (check.verdict !== 'invalid') return check.verdict;
  if (verdict === 'invalid' && check.reason === reason) return 'invalid';
  return MISFITS.includes(check.reason) ? 'does not fit' : 'invalid';
}

export function stillFails(seen: Seen | undefined): boolean {
  return seen === 'disagrees' || seen === 'invalid';
}
