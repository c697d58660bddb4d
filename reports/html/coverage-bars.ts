import { escapeHtml } from '../escape-html.ts';
import { formatCount } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';
import { shortened } from '../table.ts';
import { type Drawing, fittingFigure } from './drawing.ts';

const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const;
const MOST = 30;
const LABEL = 26;
/** Pixels of the longest bar, and of a letter. */
const BARS = 160;
const LETTER = 6.8;

type Row = PropertyRecord['coverage'][number];

/** A part of a bar, in percent of all cases. */
interface Segment {
  readonly place: number;
  readonly from: number;
  readonly to: number;
}

/**
 * How many cases showed each label, a bar each: filled as far as they agree, crossed where they disagree, hollow where they
 * tell nothing, with the counts in words beside it. Without a drawing the words alone.
 */
export function coverageBars({ coverage, runs: { done } }: PropertyRecord, drawing: Drawing | undefined): string {
  if (coverage.length === 0 || done === 0) return '';
  const rows = coverage.slice(0, MOST);
  const more = coverage.length > MOST ? `, and ${coverage.length - MOST} labels more` : '';
  const all = rows.map((row) => `${row.label} ${words(row, done)}`).join('; ');
  if (drawing === undefined) return `<p class="figures">What the cases showed: ${escapeHtml(all)}${more}</p>`;
  const { marks, svg } = drawing;
  const part = (count: number): number => (100 * count) / done;
  const segments = (from: (row: Row) => number, count: (row: Row) => number): readonly Segment[] =>
    rows
      .map((row, place) => ({ place, from: part(from(row)), to: part(from(row) + count(row)) }))
      .filter(({ from, to }) => to > from);
  const wrong = segments(
    ({ agrees }) => agrees,
    ({ disagrees }) => disagrees,
  );
  const bar = { x1: 'from', x2: 'to', y: 'place', insetTop: 3, insetBottom: 3 } as const;
  const longest = (texts: readonly string[]): number => 16 + LETTER * Math.max(...texts.map(({ length }) => length));
  const left = longest(rows.map(({ label }) => shortened(label, LABEL)));
  const right = longest(rows.map((row) => words(row, done)));
  const width = left + BARS + right;
  const drawn = svg({
    width,
    height: 24 * rows.length + 56,
    marginLeft: left,
    marginRight: right,
    marginTop: 8,
    marginBottom: 40,
    ariaLabel: `What the cases showed: ${all}`,
    x: {
      domain: [0, 100],
      label: 'of all cases',
      labelAnchor: 'left',
      labelArrow: 'none',
      ticks: [0, 50, 100],
      tickFormat: (share: number) => `${share}%`,
      grid: true,
    },
    y: {
      type: 'band',
      domain: rows.map((_, place) => place),
      label: null,
      tickSize: 0,
      tickFormat: (place: number) => shortened(rows[place]!.label, LABEL),
    },
    marks: [
      marks.barX(
        segments(
          () => 0,
          ({ agrees }) => agrees,
        ),
        { ...bar, fill: 'var(--c2)' },
      ),
      marks.barX(wrong, { ...bar, fill: 'none', stroke: 'var(--bad)', strokeWidth: 2 }),
      marks.text(wrong, { x: ({ from, to }: Segment) => (from + to) / 2, y: 'place', text: () => '✗' }),
      marks.barX(
        segments(
          ({ agrees, disagrees }) => agrees + disagrees,
          ({ kink, unresolved, invalid }) => kink + unresolved + invalid,
        ),
        { ...bar, fill: 'none', stroke: 'currentColor', strokeDasharray: '2,2' },
      ),
      marks.ruleX([0]),
      marks.text(rows, {
        x: ({ runs }: Row) => part(runs),
        y: (_: Row, place: number) => place,
        text: (row: Row) => words(row, done),
        textAnchor: 'start',
        dx: 6,
      }),
    ],
  });
  return fittingFigure(
    drawn,
    `What the cases showed: <span>■ agrees</span> <span>✗ disagrees</span> <span>┅ kink, unresolved or invalid</span>${more}`,
    width,
  );
}

/** `29%: 28 agrees, 1 kink`. */
function words(row: Row, done: number): string {
  const counts = VERDICTS.filter((verdict) => row[verdict] > 0).map(
    (verdict) => `${formatCount(row[verdict])} ${verdict}`,
  );
  return `${Math.round((100 * row.runs) / done)}%: ${counts.join(', ')}`;
}
