import { escapeHtml } from '../escape-html.ts';
import { formatCount, formatDuration, formatError } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';
import { nameOf } from '../summary-table.ts';
import { coverageBars } from './coverage-bars.ts';
import type { Drawing } from './drawing.ts';
import { errorHistogram } from './error-histogram.ts';
import { heatMaps } from './heat-map.ts';
import { killTable } from './kill-table.ts';
import { networkDrawing } from './network-drawing.ts';
import { stepCurvePlot } from './step-curve-plot.ts';

/** Blocks with maps, those that are wrong before others. */
const MOST_MAPS = 6;
/** Where there are so many properties that not all have pictures. */
const MOST_TEXT = 3000;

/** How a property stands in the page. */
export interface Place {
  readonly id: string;
  readonly open: boolean;
  /** Left out where it has no pictures. */
  readonly drawing: Drawing | undefined;
}

/** One property: a line that opens on its report and its pictures. */
export function propertySection(record: PropertyRecord, { id, open, drawing }: Place): string {
  const { ok, text } = record;
  const mark = ok ? '<span class="good">✓ passes</span>' : '<span class="bad">✗ fails</span>';
  const pictures = drawing === undefined ? '' : picturesOf(record, drawing);
  return `<details class="property" id="${id}"${open ? ' open' : ''}><summary><h3>${mark} ${escapeHtml(nameOf(record))}</h3> <span class="figures">${figuresOf(record)}</span></summary>
<pre tabindex="0">${escapeHtml(drawing === undefined ? cut(text) : text)}</pre>
${pictures}${coverageBars(record, drawing)}${killTable(record)}</details>`;
}

function cut(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}\n... (cut; the report in JSON has all of it)`;
}

function picturesOf(record: PropertyRecord, drawing: Drawing): string {
  const blocks = record.counterexample?.blocks ?? [];
  const wrongFirst = [...blocks].sort((a, b) => Number(b.wrong > 0) - Number(a.wrong > 0));
  const maps = wrongFirst.map((block) => heatMaps(block, drawing)).filter((drawn) => drawn !== '');
  const more = maps.length - MOST_MAPS;
  return [
    record.curve ? stepCurvePlot(record.curve, drawing) : '',
    networkDrawing(blocks, drawing),
    ...maps.slice(0, MOST_MAPS),
    more > 0 ? `<p class="figures">Maps of ${MOST_MAPS} blocks only, of ${formatCount(maps.length)}.</p>` : '',
    errorHistogram(record, drawing),
  ].join('\n');
}

function figuresOf({ runs, worst, resolution, evaluations, milliseconds }: PropertyRecord): string {
  return [
    `${formatCount(runs.done)} of ${formatCount(runs.asked)} cases`,
    ...(worst ? [`worst error ${formatError(Number(worst.error))}`] : []),
    ...(typeof resolution === 'number' ? [`resolution ${formatError(resolution)}`] : []),
    `${formatCount(evaluations.loss)} losses`,
    ...(milliseconds === undefined ? [] : [formatDuration(milliseconds)]),
  ].join(' · ');
}
