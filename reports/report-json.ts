import type { Json } from './encode.ts';
import { prettyJson } from './pretty-json.ts';
import type { ReportFile } from './report-schema.ts';

/** The text of a `gradcheck-report.json`: the same report is always the same text. */
export function reportJson(report: ReportFile): string {
  return `${prettyJson(report as unknown as Json)}\n`;
}
