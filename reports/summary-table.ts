import { formatCount, formatDuration, formatError } from './format-number.ts';
import type { PropertyRecord, ReportFile } from './report-schema.ts';
import { oneLine, shortened, table } from './table.ts';
import { textWidth } from './text-width.ts';

/** What a mark of the table stands for; the terminal gives it a colour. */
export type Paint = (meaning: 'good' | 'bad' | 'weak', text: string) => string;

export interface SummaryOptions {
  /** Width of the terminal in characters. Default: 100. */
  readonly columns?: number;
  /** Default: no colours. */
  readonly paint?: Paint;
  /** The most properties to show; those that fail come before those that pass. Default: 60. */
  readonly most?: number;
}

interface Column {
  readonly title: string;
  /** Where a terminal is narrow. */
  readonly short?: { readonly title: string; readonly cell?: Column['cell'] };
  readonly cell: (record: PropertyRecord) => string;
  /** A column that says nothing where it is 0 all the way down. */
  readonly droppable?: true;
}

const SHORT: Readonly<Record<string, string>> = { disagrees: 'disagr.', unresolved: 'unres.' };

const COLUMNS: readonly Column[] = [
  {
    title: 'runs',
    cell: ({ runs: { done, asked } }) =>
      done === asked ? formatCount(done) : `${formatCount(done)} of ${formatCount(asked)}`,
    short: {
      title: 'runs',
      cell: ({ runs: { done, asked } }) =>
        done === asked ? formatCount(done) : `${formatCount(done)}/${formatCount(asked)}`,
    },
  },
  { title: 'agrees', cell: ({ runs }) => formatCount(runs.agrees) },
  ...(['disagrees', 'kink', 'unresolved', 'invalid'] as const).map(
    (verdict): Column => ({
      title: verdict,
      short: { title: SHORT[verdict] ?? verdict },
      cell: ({ runs }) => formatCount(runs[verdict]),
      droppable: true,
    }),
  ),
  {
    title: 'worst error',
    short: { title: 'worst' },
    cell: ({ worst }) => (worst ? formatError(Number(worst.error)) : ''),
  },
  {
    title: 'resolution',
    short: { title: 'resol.' },
    cell: ({ resolution }) => formatError(Number(resolution)).replace('Infinity', ''),
  },
  { title: 'losses', cell: ({ evaluations }) => formatCount(evaluations.loss) },
  { title: 'time', cell: ({ milliseconds }) => (milliseconds === undefined ? '' : formatDuration(milliseconds)) },
];

/** What names are left with at the least, if they need as much. */
const LEAST_NAME = 20;
/** What goes first where short titles are not enough. */
const EXPENDABLE = ['time', 'losses', 'resolution'];

/**
 * All properties of a report as one table, by file, and a line that sums them up.
 *
 * @example
 * summaryTable(reportOf([])); // 'gradcheck: no property was run'
 */
export function summaryTable(report: ReportFile, options: SummaryOptions = {}): string {
  const { columns = 100, paint = (_, text) => text, most = 60 } = options;
  const shown = chosen(report.properties, most);
  const lines: string[] = [];
  if (shown.length > 0) {
    const names = shown.map((record) => oneLine(nameOf(record)));
    const least = Math.min(LEAST_NAME, 2 + Math.max(...names.map(textWidth)));
    const kept = fitting(shown, columns - 2 - least);
    const width = Math.max(least, columns - 2 - widthOf(shown, kept));
    const rows = shown.map((record, i) => [
      `${record.ok ? '✓' : '✗'} ${shortened(names[i]!, width - 2)}`,
      ...kept.map(({ cell }) => cell(record)),
    ]);
    const [head, ...body] = table(['', ...kept.map(({ title }) => title)], rows).split('\n');
    lines.push(`  ${paint('weak', head!)}`);
    for (const [i, line] of body.entries()) {
      const { file, ok } = shown[i]!;
      if (file !== shown[i - 1]?.file && file !== '') lines.push(paint('weak', oneLine(file)));
      lines.push(`  ${paint(ok ? 'good' : 'bad', line.slice(0, 1))}${line.slice(1)}`);
    }
    const left = report.properties.length - shown.length;
    if (left > 0) lines.push(paint('weak', `  and ${formatCount(left)} more`));
    lines.push('');
  }
  for (const what of report.missing) lines.push(paint('bad', oneLine(`broke off before its end: ${what}`)));
  if (!report.complete && report.missing.length === 0) lines.push(paint('bad', 'the run was interrupted'));
  lines.push(paint(report.complete && report.properties.every(({ ok }) => ok) ? 'good' : 'bad', headline(report)));
  return lines.join('\n');
}

/** How many properties of a report pass and fail, in one line. */
export function headline({ properties, complete, shard }: ReportFile): string {
  const part = shard === undefined ? '' : ` in shard ${shard.index} of ${shard.count}`;
  if (properties.length === 0) return `gradcheck: no property was run${part}`;
  const failing = properties.filter(({ ok }) => !ok).length;
  const passing = `${formatCount(properties.length - failing)} of ${formatCount(properties.length)} properties pass${part}`;
  return `gradcheck: ${passing}${complete ? '' : '; the run is not complete'}`;
}

/** The name of a property within its file. */
export function nameOf({ test, property }: Pick<PropertyRecord, 'test' | 'property'>): string {
  if (test === '' || test === property) return property;
  return test.endsWith(` > ${property}`) ? test : `${test} > ${property}`;
}

function chosen(records: readonly PropertyRecord[], most: number): readonly PropertyRecord[] {
  if (records.length <= most) return records;
  const first = new Set([...records.filter(({ ok }) => !ok), ...records.filter(({ ok }) => ok)].slice(0, most));
  return records.filter((record) => first.has(record));
}

/** As many columns as there is room for, under their short titles where that saves one. */
function fitting(records: readonly PropertyRecord[], room: number): readonly Column[] {
  const all = COLUMNS.filter(({ cell, droppable }) => !droppable || records.some((record) => cell(record) !== '0'));
  if (widthOf(records, all) <= room) return all;
  const short = ({ short, ...column }: Column): Column => ({ ...column, ...short });
  const ways = EXPENDABLE.map((_, i) => all.filter(({ title }) => !EXPENDABLE.slice(0, i).includes(title)).map(short));
  return (
    ways.find((kept) => widthOf(records, kept) <= room) ??
    all.filter(({ title }) => !EXPENDABLE.includes(title)).map(short)
  );
}

function widthOf(records: readonly PropertyRecord[], columns: readonly Column[]): number {
  const widths = columns.map(({ title, cell }) =>
    Math.max(title.length, ...records.map((record) => cell(record).length)),
  );
  return widths.reduce((sum, width) => sum + width + 2, 0);
}
