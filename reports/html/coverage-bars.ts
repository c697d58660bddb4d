import { escapeHtml } from '../escape-html.ts';
import { formatCount } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';

const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const;

/** How many cases showed each label, as bars, with their verdicts in words. */
export function coverageBars({ coverage, runs }: PropertyRecord): string {
  if (coverage.length === 0 || runs.done === 0) return '';
  const rows = coverage.map((row) => {
    const share = Math.round((100 * row.runs) / runs.done);
    const verdicts = VERDICTS.filter((verdict) => row[verdict] > 0).map(
      (verdict) => `${formatCount(row[verdict])} ${verdict}`,
    );
    return `<tr><th scope="row">${escapeHtml(row.label)}</th><td class="bar"><span style="width:${Math.min(100, share)}%"></span></td><td>${share}%</td><td>${verdicts.join(', ')}</td></tr>`;
  });
  return `<table class="bars"><caption>What the cases showed</caption><tbody>${rows.join('')}</tbody></table>`;
}
