import type { RunnerTestCase } from 'vitest';
import type { PropertyReport, Verdict } from '../../core/results.ts';
import { recordOf } from '../../reports/record-of.ts';
import type { PropertyRecord } from '../../reports/report-schema.ts';

/** What a test of a gradient leaves in `task.meta.gradcheck` for reporters: plain JSON, floats in words where JSON lacks them. */
export interface GradientMeta extends PropertyRecord {
  /** `agrees` for a pass, the verdict on the minimal case for a failure, `unresolved` where neither can be told. */
  readonly verdict: Verdict;
}

/** @param text - The report as text. */
export function gradientMeta(
  report: PropertyReport,
  task: Pick<RunnerTestCase, 'file' | 'fullTestName'>,
  text: string,
): GradientMeta {
  return { verdict: verdictOf(report), ...recordOf(report, { file: task.file.name, test: task.fullTestName }), text };
}

function verdictOf({ ok, counterexample }: PropertyReport): Verdict {
  if (ok) return 'agrees';
  const verdict = counterexample?.check.verdict;
  return verdict === 'disagrees' || verdict === 'invalid' ? verdict : 'unresolved';
}
