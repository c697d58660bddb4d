import { formatCount, formatError } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';
import { type Drawing, fittingFigure, PLOT_WIDTH } from './drawing.ts';
import { power } from './step-curve-plot.ts';

/** How many cases had their worst error in which decade, and the error that would have been caught. */
export function errorHistogram({ errors, resolution }: PropertyRecord, { marks, svg }: Drawing): string {
  if (errors.length === 0) return '';
  const limit = typeof resolution === 'number' && resolution > 0 ? Math.log10(resolution) : undefined;
  const decades = errors.map(({ decade }) => decade);
  const [first, last] = [Math.min(-17, ...decades), Math.max(0, ...decades, limit ?? 0) + 1];
  const most = Math.max(...errors.map(({ runs }) => runs));
  const drawn = svg({
    width: PLOT_WIDTH,
    height: 200,
    marginLeft: 48,
    marginBottom: 40,
    marginTop: 28,
    ariaLabel: 'Worst error of each case',
    x: {
      domain: [first, last],
      label: 'worst error of a case',
      tickFormat: (at: number) => power(10 ** at),
      ticks: fourths(first, last),
    },
    y: {
      domain: [0, most],
      label: 'cases',
      ticks: Math.min(4, most),
      tickFormat: (count: number) => formatCount(count),
      grid: true,
    },
    marks: [
      marks.rectY(errors, {
        x1: 'decade',
        x2: ({ decade }) => decade + 1,
        y: 'runs',
        fill: 'var(--c2)',
        insetLeft: 1,
        insetRight: 1,
      }),
      marks.text(errors, { x: ({ decade }) => decade + 0.5, y: 'runs', text: ({ runs }) => formatCount(runs), dy: -7 }),
      marks.ruleY([0]),
      ...(limit === undefined
        ? []
        : [
            marks.ruleX([limit], { stroke: 'currentColor', strokeWidth: 2, strokeDasharray: '6,3' }),
            marks.text([limit], {
              x: (at: number) => at,
              text: () => 'resolution',
              frameAnchor: 'top',
              dy: -22,
              lineAnchor: 'top',
            }),
          ]),
    ],
  });
  const caught =
    limit === undefined ? '' : `; an error of ${formatError(Number(resolution))} would have been caught (dashed line)`;
  return fittingFigure(
    drawn,
    `Worst error of each case; errors below 1e-16 stand at the left end${caught}`,
    PLOT_WIDTH,
  );
}

/** Every fourth decade, so that their names have room on a phone. */
function fourths(first: number, last: number): number[] {
  const from = Math.ceil(first / 4);
  return Array.from({ length: Math.floor(last / 4) - from + 1 }, (_, i) => 4 * (from + i));
}
