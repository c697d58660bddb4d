import { escapeHtml } from '../escape-html.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { formatCount, formatDuration, formatError } from '../format-number.ts';
import type { PropertyRecord, ReportFile } from '../report-schema.ts';
import { headline, nameOf } from '../summary-table.ts';
import { oneLine } from '../table.ts';

/** GitHub shows a summary of a megabyte at the most. */
const MOST_FAILURES = 40;
const MOST_ROWS = 300;
const MOST_TEXT = 12_000;

/**
 * A report as Markdown, for the summary of a job or a pull request: failures with their text, then all properties.
 *
 * @example
 * reportMarkdown(reportOf([])); // '### gradcheck: no property was run\n'
 */
export function reportMarkdown(report: ReportFile): string {
  const failing = report.properties.filter(({ ok }) => !ok);
  const shown = [...failing, ...report.properties.filter(({ ok }) => ok)].slice(0, MOST_ROWS);
  const rest = report.properties.length - shown.length;
  return [
    `### ${headline(report)}`,
    '',
    ...report.missing.map((what) => `- ✗ ${escapeMarkdown(what)}: broke off before its end`),
    // Without an empty line, what follows would belong to the list.
    ...(report.missing.length === 0 ? [] : ['']),
    ...failing.slice(0, MOST_FAILURES).map(details),
    ...(shown.length === 0
      ? []
      : [
          '| | property | runs | agrees | disagrees | kink | unresolved | invalid | worst error | resolution | losses | time |',
          '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
          ...shown.map(row),
          '',
        ]),
    ...(rest > 0 ? [`and ${formatCount(rest)} more`, ''] : []),
  ].join('\n');
}

function row(record: PropertyRecord): string {
  const { ok, file, runs, worst, resolution, evaluations, milliseconds } = record;
  const cells = [
    ok ? '✓' : '✗',
    escapeMarkdown([file, nameOf(record)].filter((part) => part !== '').join(' > ')),
    `${formatCount(runs.done)} of ${formatCount(runs.asked)}`,
    formatCount(runs.agrees),
    formatCount(runs.disagrees),
    formatCount(runs.kink),
    formatCount(runs.unresolved),
    formatCount(runs.invalid),
    worst ? formatError(Number(worst.error)) : '',
    typeof resolution === 'number' ? formatError(resolution) : '',
    formatCount(evaluations.loss),
    milliseconds === undefined ? '' : formatDuration(milliseconds),
  ];
  return `| ${cells.join(' | ')} |`;
}

function details(record: PropertyRecord): string {
  const text = record.text.length > MOST_TEXT ? `${record.text.slice(0, MOST_TEXT)}\n...` : record.text;
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `<details open><summary>✗ ${escapeHtml(oneLine(nameOf(record)))}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n`;
}
