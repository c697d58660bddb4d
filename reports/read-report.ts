import { UsageError } from '../core/errors.ts';
import { type ReportFile, reportSchema } from './report-schema.ts';
import { validated } from './validated.ts';

/**
 * Reads what a `gradcheck-report.json` says.
 *
 * @param name - The file, for the error.
 * @throws {@link UsageError} that names the file and the first place that is not as the schema says.
 */
export function readReport(text: string, name: string): ReportFile {
  const json = parsed(text, name);
  return validated(reportSchema, json, name);
}

/** JSON, or an error that names the file. */
export function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name}: is no JSON: ${(error as Error).message}`);
  }
}
