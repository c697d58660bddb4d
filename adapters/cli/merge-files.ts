import { joinParts } from '../../properties/join-parts.ts';
import { mergeReportFiles, type NamedReport } from '../../reports/merge-report-files.ts';
import { reportOf } from '../../reports/report-of.ts';
import type { ReportFile } from '../../reports/report-schema.ts';

/**
 * Puts the reports of the parts of a run together, whether its test files were split or its campaigns.
 *
 * @throws UsageError for parts that are no parts of one run.
 */
export function mergeFiles(files: readonly NamedReport[]): ReportFile {
  const ofParts = files.flatMap(({ report }) => report.properties.filter(({ part }) => part));
  const merged = mergeReportFiles(
    files.map(({ name, report }) => ({
      name,
      report: { ...report, properties: report.properties.filter(({ part }) => !part) },
    })),
  );
  const { records, missing } = joinParts(ofParts);
  return reportOf([...merged.properties, ...records], {
    complete: merged.complete || merged.missing.length > 0,
    // A report that is not there says more than all of its parts.
    missing: merged.missing.length > 0 ? merged.missing : missing,
  });
}
