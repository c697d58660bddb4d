import { formatCount } from '../reports/format-number.ts';
import { formatSeconds, formatTimes, markdownTable } from './markdown.ts';
import { type Row, rowOf } from './row.ts';

/** Workload, group, and how to call it in the table. */
const VERDICTS: readonly [string, string, string][] = [
  ['a', '3-5-3, m = 5', '38 (3-5-3, m = 5, full)'],
  ['c', 'm = 100', '10,285 (400-25-10, m = 100, screen)'],
  ['c', 'm = 5,000', '10,285 (400-25-10, m = 5,000, screen)'],
  ['f', 'verdict', '1,068,810 (784-1024-256-10, m = 32, screen)'],
  ['f', 'one wrong entry located', 'the same, one wrong entry located'],
];
const LONG_LOSS = 100e-6;
const MOST_OVER = 1.1;
const HEAD = ['parameters', 'losses', 'gradients', 'time per verdict', 'one loss', 'over bare evaluations', ''];

/** What a verdict costs, and the whole time over that of its bare evaluations, one after the other. */
export function costSection(results: ReadonlyMap<string, readonly Row[]>, why: string): string {
  let missed = false;
  const rows = VERDICTS.flatMap(([key, group, name]) => {
    const measured = results.get(key) ?? [];
    const own = rowOf(measured, group, 'gradcheck');
    const bare = group === 'one wrong entry located' ? 'verdict' : group;
    const loss = rowOf(measured, bare, 'loss')?.seconds ?? Number.NaN;
    const gradient = rowOf(measured, bare, 'gradient')?.seconds ?? Number.NaN;
    if (own === undefined) return [];
    const over = own.seconds / (own.losses! * loss + own.gradients! * gradient);
    const asked = loss > LONG_LOSS;
    missed ||= asked && over > MOST_OVER;
    const state = asked ? (over <= MOST_OVER ? 'met' : '**missed**') : 'loss below 100 us';
    const counts = [formatCount(own.losses!), formatCount(own.gradients!)];
    return [[name, ...counts, formatSeconds(own.seconds), formatSeconds(loss), formatTimes(over), state]];
  });
  const text = `The time of a check over that of as many bare losses and gradients of the same problem, in the same process; asked are <= ${MOST_OVER} where one loss takes more than 100 microseconds.`;
  const parts = ['## Cost of a verdict', text, markdownTable(HEAD, rows)];
  return [...parts, ...(missed ? [`- Missed: ${why}`] : [])].join('\n\n');
}
