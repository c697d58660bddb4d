import type { RunnerTestCase } from 'vitest';

/** The share of a test's time that a campaign may take; the rest is for its last case and the report. */
const SHARE = 0.8;

/**
 * Milliseconds after which a campaign must end to be reported before its test times out; undefined where it never does.
 *
 * @param spent - Milliseconds that the test has used up already.
 */
export function timeLimitOf({ timeout }: Pick<RunnerTestCase, 'timeout'>, spent = 0): number | undefined {
  if (!(timeout > 0 && timeout < Infinity)) return undefined;
  return Math.max(SHARE * timeout - spent, ((1 - SHARE) / 2) * timeout);
}
