import { existsSync } from 'node:fs';
import { UsageError } from '../core/errors.ts';
import { type GateResult, gate } from '../reports/gate/gate.ts';
import { readBaseline } from '../reports/gate/read-baseline.ts';
import { readText } from '../reports/read-text.ts';
import type { ReportFile } from '../reports/report-schema.ts';

/** The baseline where no other file is named. */
export const BASELINE = 'gradcheck-baseline.json';

/**
 * Compares a report with the baseline in a file, today.
 *
 * @throws {@link UsageError} where there is no baseline, or it cannot be read.
 */
export function runGate(report: ReportFile, baseline: string): GateResult {
  if (!existsSync(baseline)) {
    throw new UsageError(`${baseline}: no such file; \`gradcheck gate --update\` writes it from a report: commit it`);
  }
  const today = new Date().toISOString().slice(0, 10);
  return gate(report, readBaseline(readText(baseline), baseline), today);
}
