/**
 * Results as text, JSON, Markdown, HTML and code.
 *
 * @module gradcheck/reports
 */

export { checkText } from './check-text.ts';
export { compareReports } from './compare-reports.ts';
export { decode } from './decode.ts';
export { type EmitOptions, emitTest } from './emit-test.ts';
export { encode, type Json } from './encode.ts';
export type { ExactNumber } from './exact-number.ts';
export { formatCount, formatError, formatNumber } from './format-number.ts';
export { baselineChanges } from './gate/baseline-changes.ts';
export { baselineOf } from './gate/baseline-of.ts';
export type { Baseline, BaselineProperty, Waiver } from './gate/baseline-schema.ts';
export { type Cause, type GateResult, gate } from './gate/gate.ts';
export { gateMarkdown } from './gate/gate-markdown.ts';
export { gateText } from './gate/gate-text.ts';
export { readBaseline } from './gate/read-baseline.ts';
export { type Annotation, githubAnnotation } from './github/github-annotation.ts';
export { reportMarkdown } from './github/report-markdown.ts';
export { htmlReport } from './html/html-report.ts';
export { killTableText } from './kill-table-text.ts';
export { ladderText } from './ladder-text.ts';
export { mergeReportFiles, type NamedReport } from './merge-report-files.ts';
export { observationsOf } from './observations-of.ts';
export { propertyText } from './property-text.ts';
export { readReport } from './read-report.ts';
export { recordOf, type Whereabouts } from './record-of.ts';
export { reportJson } from './report-json.ts';
export { type RunFacts, reportOf } from './report-of.ts';
export type {
  BlockRecord,
  CaseRecord,
  CounterexampleRecord,
  CurveRecord,
  EntryRecord,
  PropertyRecord,
  ReportFile,
  ShardRecord,
} from './report-schema.ts';
export { type Paint, type SummaryOptions, summaryTable } from './summary-table.ts';
export { table } from './table.ts';
export { toCode } from './to-code.ts';
