import * as vitest from 'vitest';
import { LIVE, PROGRESS } from './live.ts';

/**
 * Sends a few words about a test that is running to the reporter, where there is a terminal to show them on.
 *
 * They go as an artifact of the test, which leaves at once and stands in no report: `meta` is sent when the test has ended, and
 * annotations become messages on GitHub.
 */
export function tellProgress(task: vitest.RunnerTestCase, words: string): void {
  if (vitest.inject(LIVE as never) !== true) return;
  // The first versions of vitest 4 have no artifacts; one that comes too late is no failure of the test.
  const record: typeof vitest.recordArtifact | undefined = vitest.recordArtifact;
  record?.(task, { type: PROGRESS, words } as never).catch(() => {});
}
