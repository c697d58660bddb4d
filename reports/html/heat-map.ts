import { escapeHtml } from '../escape-html.ts';
import { formatNumber } from '../format-number.ts';
import type { BlockRecord } from '../report-schema.ts';
import { type Drawing, figure } from './drawing.ts';
import { wrongPlaces } from './wrong-places.ts';

const WORDY = 100;
const STRONGEST = 0.55;

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly weight: number;
  readonly wrong: boolean;
}

/** What is claimed, what the differences say and how far they are apart, for every entry of a block; wrong ones are crossed. */
export function heatMaps(block: BlockRecord, drawing: Drawing): string {
  const { all, shape } = block;
  if (all === undefined || all.analytic.length < 2) return '';
  const width = shape.at(-1) ?? 1;
  const [analytic, numeric] = [all.analytic.map(Number), all.numeric.map(Number)];
  const errors = analytic.map((value, i) => relative(value, numeric[i]!));
  const most = Math.max(...[...analytic, ...numeric].map(Math.abs).filter(Number.isFinite), Number.MIN_VALUE);
  const wrong = wrongPlaces(block);
  const maps = [
    { title: 'claimed', values: analytic, weightOf: (value: number) => Math.abs(value) / most },
    { title: 'central difference', values: numeric, weightOf: (value: number) => Math.abs(value) / most },
    // From 1e-16, which is rounding, to 1.
    {
      title: 'relative error',
      values: errors,
      weightOf: (value: number) => 1 + Math.log10(Math.max(value, 1e-16)) / 16,
    },
  ].map(({ title, values, weightOf }) => {
    const cells = values.map((value, i) => ({
      row: Math.floor(i / width),
      column: i % width,
      value,
      weight: Math.min(1, weightOf(value)) || 0,
      wrong: wrong.has(i),
    }));
    return figure(map(`d${block.block}, ${title}`, cells, drawing), `d${escapeHtml(block.block)}, ${title}`);
  });
  return `<div class="maps">${maps.join('')}</div>`;
}

function map(title: string, cells: readonly Cell[], { marks, svg }: Drawing): string {
  const columns = Math.max(...cells.map(({ column }) => column)) + 1;
  const rows = Math.max(...cells.map(({ row }) => row)) + 1;
  const isWordy = cells.length <= WORDY;
  const [wide, high] = isWordy ? [62, 26] : [16, 16];
  const place = { x: 'column', y: 'row' } as const;
  return svg({
    width: columns * wide + 44,
    height: rows * high + 34,
    marginLeft: 34,
    marginTop: 24,
    marginRight: 10,
    marginBottom: 10,
    ariaLabel: `${title}; wrong entries are crossed`,
    x: { axis: 'top', label: null, tickSize: 0, padding: 0.04, ...sparse(columns) },
    y: { label: null, tickSize: 0, padding: 0.04, ...sparse(rows) },
    marks: [
      marks.cell(cells, {
        ...place,
        fill: 'currentColor',
        fillOpacity: ({ weight }: Cell) => 0.03 + STRONGEST * weight,
        title: ({ row, column, value, wrong }: Cell) => `[${row},${column}] ${value}${wrong ? ' wrong' : ''}`,
      }),
      marks.cell(
        cells.filter(({ wrong }) => wrong),
        { ...place, fill: 'none', stroke: 'var(--bad)', strokeWidth: 2, inset: 1 },
      ),
      isWordy
        ? marks.text(cells, {
            ...place,
            text: ({ value, wrong }: Cell) => `${wrong ? '✗ ' : ''}${formatNumber(value, 3)}`,
          })
        : marks.text(
            cells.filter(({ wrong }) => wrong),
            { ...place, text: () => '✗' },
          ),
    ],
    // Cells have weights of their own.
    opacity: { type: 'identity' },
  });
}

function sparse(count: number): { readonly ticks?: number[] } {
  const every = Math.ceil(count / 12);
  return every === 1 ? {} : { ticks: Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every) };
}

function relative(analytic: number, numeric: number): number {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric));
  return size === 0 ? 0 : Math.abs(analytic - numeric) / size;
}
