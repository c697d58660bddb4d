import { type FileKind, parseJson } from './parse-json.ts';
import { REPORT_VERSION, type ReportFile, reportSchema } from './report-schema.ts';
import { validated } from './validated.ts';

const KIND = {
  called: 'report',
  advice: 'run the tests again, which writes it anew',
  version: REPORT_VERSION,
} as const satisfies FileKind & { version: number };

/**
 * Reads what a `gradcheck-report.json` says.
 *
 * @param name - The file, for the error.
 * @throws UsageError that names the file and the first place that is not as the schema says.
 */
export function readReport(text: string, name: string): ReportFile {
  return validated(reportSchema, parseJson(text, name, KIND), name, KIND);
}
