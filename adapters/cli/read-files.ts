import { existsSync } from 'node:fs';
import { UsageError } from '../../core/errors.ts';
import { readReport } from '../../reports/read-report.ts';
import { readText } from '../../reports/read-text.ts';
import type { ReportFile } from '../../reports/report-schema.ts';

/** The report where no other file is named. */
export const REPORT = 'gradcheck-report.json';

/** @throws {@link UsageError} where there is no such file, or it is no report. */
export function reportIn(file: string): ReportFile {
  if (!existsSync(file)) {
    throw new UsageError(`${file}: no such file; plugins: [gradcheck({ report: '${REPORT}' })] writes one`);
  }
  return readReport(readText(file), file);
}
