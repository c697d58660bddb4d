import { escapeHtml } from '../escape-html.ts';
import { formatNumber } from '../format-number.ts';
import type { CurveRecord } from '../report-schema.ts';
import { type Drawing, fittingFigure, PLOT_WIDTH } from './drawing.ts';

const SERIES = [
  { name: 'left', symbol: 'triangle2', mark: '▼', colour: 'var(--c1)', dash: '2,3' },
  { name: 'right', symbol: 'triangle', mark: '▲', colour: 'var(--c1)', dash: '6,3' },
  { name: 'central', symbol: 'circle', mark: '●', colour: 'var(--c2)', dash: undefined },
  { name: 'extrapolated', symbol: 'square', mark: '■', colour: 'var(--c3)', dash: undefined },
] as const;

/** How far each difference is from the claim, against its step, on logarithmic axes, with what noise makes of it. */
export function stepCurvePlot({ entry, analytic, noise, points }: CurveRecord, { marks, svg }: Drawing): string {
  const claim = Number(analytic);
  const rows = SERIES.flatMap(({ name }) =>
    points.map((point) => ({ name, step: point.step, gap: Math.abs(Number(point[name]) - claim) })),
  ).filter(({ gap }) => Number.isFinite(gap));
  const gaps = rows.map(({ gap }) => gap).filter((gap) => gap > 0);
  if (gaps.length === 0) return '';
  // A logarithm has no place for 0: exact agreement stands at the foot.
  const quiet = points.map(({ step }) => Number(noise) / step).filter((gap) => gap > 0);
  const foot = Math.max(Math.min(...gaps, ...quiet), Math.max(...gaps) * 1e-18, 1e-300);
  const shown = rows.map((row) => ({ ...row, gap: Math.max(row.gap, foot) }));
  const [least, most] = [foot, Math.max(...gaps, foot * 10)];
  const floor = points
    .map(({ step }) => ({ step, gap: Number(noise) / step }))
    .filter(({ gap }) => gap >= least && gap <= most);
  const drawn = svg({
    width: PLOT_WIDTH,
    height: 260,
    marginLeft: 56,
    marginBottom: 40,
    ariaLabel: `Error of the differences in ${entry} against their step`,
    x: { type: 'log', reverse: true, label: 'step h, wide to narrow', tickFormat: power, ticks: 6 },
    y: {
      type: 'log',
      domain: [least / 2, most * 2],
      label: 'distance from the claim',
      tickFormat: power,
      ticks: 6,
      grid: true,
    },
    marks: [
      ...SERIES.flatMap(({ name, symbol, colour, dash }) => {
        const own = shown.filter((row) => row.name === name);
        return [
          marks.line(own, { x: 'step', y: 'gap', stroke: colour, ...(dash ? { strokeDasharray: dash } : {}) }),
          marks.dot(own, {
            x: 'step',
            y: 'gap',
            symbol,
            r: 3.5,
            stroke: colour,
            fill: name === 'central' ? colour : 'none',
          }),
        ];
      }),
      ...(floor.length > 1
        ? [
            marks.line(floor, { x: 'step', y: 'gap', stroke: 'currentColor', strokeDasharray: '1,4', strokeWidth: 2 }),
            marks.text(floor.slice(-1), { x: 'step', y: 'gap', text: () => 'noise', dy: -8, textAnchor: 'end' }),
          ]
        : []),
    ],
  });
  const legend = SERIES.map(({ name, mark }) => `<span>${mark} ${name}</span>`).join(' ');
  return fittingFigure(
    drawn,
    `Differences in <code>${escapeHtml(entry)}</code> against the claim ${formatNumber(claim)}: ${legend} <span>⋯ noise of the loss over h</span>`,
    PLOT_WIDTH,
  );
}

/** 1e-7 rather than 100n. */
export function power(value: number): string {
  return value >= 0.01 && value < 1000
    ? String(Number(value.toPrecision(2)))
    : value.toExponential(0).replace('e+', 'e');
}
