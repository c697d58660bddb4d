import { escapeHtml } from '../escape-html.ts';
import type { PropertyRecord } from '../report-schema.ts';

/** How many planted faults the property caught, and which it let through. */
export function killTable({ controls }: PropertyRecord): string {
  if (controls === undefined) return '';
  const { killed, of, survivors } = controls;
  const rows = survivors.map((name) => `<tr><th scope="row">${escapeHtml(name)}</th><td>✗ not caught</td></tr>`);
  const head = `<tr><th scope="row">all planted faults</th><td>${killed === of ? '✓' : '✗'} ${killed} of ${of} caught</td></tr>`;
  return `<table class="kills"><caption>Planted faults</caption><tbody>${head}${rows.join('')}</tbody></table>`;
}
