import { formatCount, formatError, formatNumber } from '../reports/format-number.ts';
import { type Row, rowOf } from './row.ts';
import type { Target, Workload } from './workload.ts';

const HEAD = ['', 'losses', 'gradients', 'median time', 'times gradcheck', 'over losses in plain loops', ''];

/** One workload: its table, then its targets. */
export function section({ title, text, targets }: Workload, rows: readonly Row[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const lines = groups.flatMap((group) => {
    const own = rows.filter((row) => row.group === group);
    const heading = groups.length > 1 ? [[`**${group}**`, ...HEAD.slice(1).map(() => '')]] : [];
    return [...heading, ...own.map((row) => cells(row, rows))];
  });
  return [`## ${title}`, text, markdownTable(HEAD, lines), targetsTable(targets(rows))].join('\n\n');
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cells(row: Row, rows: readonly Row[]): readonly string[] {
  const own = rowOf(rows, row.group, 'gradcheck');
  const floor = rowOf(rows, row.group, 'floor');
  const least = (row.losses ?? Number.NaN) * (floor?.seconds ?? Number.NaN);
  return [
    row.name,
    count(row.losses),
    count(row.gradients),
    formatSeconds(row.seconds),
    row.role !== 'peer' || row.losses === 1 ? '' : formatTimes(row.seconds / (own?.seconds ?? Number.NaN)),
    row.role === 'floor' ? '' : formatTimes(row.seconds / least),
    row.note ?? '',
  ];
}

function targetsTable(targets: readonly Target[]): string {
  const rows = targets.map((target) => [target.asked, formatReached(target), state(target)]);
  const misses = targets.filter(({ met, reached, why }) => !met && !Number.isNaN(reached) && why !== undefined);
  const reasons = misses.map(({ asked, why }) => `- Missed "${asked}": ${why}`);
  return [markdownTable(['asked', 'reached', ''], rows), ...(reasons.length > 0 ? [reasons.join('\n')] : [])].join(
    '\n\n',
  );
}

/** `met`, `missed`, or that there was nothing to compare with. */
function state({ met, reached }: Target): string {
  return Number.isNaN(reached) ? 'not measured' : met ? 'met' : '**missed**';
}

function formatReached({ reached, unit }: Target): string {
  if (Number.isNaN(reached)) return '';
  if (unit === 'seconds') return formatSeconds(reached);
  if (unit === 'evaluations') return formatCount(reached);
  return unit === 'times' ? `${formatTimes(reached)}` : formatError(reached);
}

function count(value: number | undefined): string {
  return value === undefined ? '' : formatCount(value);
}

/** A ratio in three digits; empty where one side is absent. */
export function formatTimes(value: number): string {
  if (Number.isNaN(value)) return '';
  return value >= 1000 ? formatCount(Math.round(value)) : formatNumber(value, 3);
}

/** A duration in three digits. */
export function formatSeconds(seconds: number): string {
  if (Number.isNaN(seconds)) return '';
  if (seconds >= 1000) return `${formatCount(Math.round(seconds))} s`;
  if (seconds >= 1) return `${formatNumber(seconds, 3)} s`;
  return seconds >= 1e-3 ? `${formatNumber(1e3 * seconds, 3)} ms` : `${formatNumber(1e6 * seconds, 3)} us`;
}
