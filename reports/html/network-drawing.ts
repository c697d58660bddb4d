import { escapeHtml } from '../escape-html.ts';
import type { BlockRecord } from '../report-schema.ts';
import { type Drawing, fittingFigure } from './drawing.ts';
import { layersIn } from './layers-in.ts';

/** The network of a minimal case, its wrong weights as thick broken edges and its wrong biases as crossed squares. */
export function networkDrawing(blocks: readonly BlockRecord[], { marks, svg }: Drawing): string {
  const network = layersIn(blocks);
  if (network === undefined) return '';
  const { sizes, weights, biases } = network;
  const tallest = Math.max(...sizes);
  const at = (layer: number, unit: number) => ({ x: layer, y: tallest / 2 - sizes[layer]! / 2 + unit + 0.5 });
  const edges = weights.map(({ layer, unit, from, name, wrong }) => {
    const [start, end] = [at(layer - 1, from), at(layer, unit)];
    return { x1: start.x, y1: start.y, x2: end.x, y2: end.y, name, wrong };
  });
  const units = sizes.flatMap((size, layer) => Array.from({ length: size }, (_, unit) => at(layer, unit)));
  const bad = biases.filter(({ wrong }) => wrong).map(({ layer, unit, name }) => ({ ...at(layer, unit), name }));
  const wrong = edges.filter((edge) => edge.wrong);
  const ends = { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2' } as const;
  const width = Math.min(640, 100 * sizes.length + 60);
  const drawn = svg({
    width,
    height: 40 * tallest + 50,
    marginTop: 34,
    ariaLabel: 'The network of the minimal case',
    x: { axis: null, domain: [-0.3, sizes.length - 0.7] },
    y: { axis: null, domain: [0, tallest], reverse: true },
    marks: [
      marks.link(
        edges.filter((edge) => !edge.wrong),
        { ...ends, stroke: 'currentColor', strokeOpacity: 0.35 },
      ),
      marks.link(wrong, { ...ends, stroke: 'var(--bad)', strokeWidth: 3, strokeDasharray: '7,4', title: 'name' }),
      marks.dot(units, { x: 'x', y: 'y', r: 9, fill: 'var(--paper)', stroke: 'currentColor' }),
      marks.dot(bad, { x: 'x', y: 'y', r: 13, symbol: 'square', stroke: 'var(--bad)', strokeWidth: 3, title: 'name' }),
      marks.text(bad, { x: 'x', y: 'y', text: () => '✗' }),
      marks.text(
        sizes.map((_, layer) => layer),
        {
          x: (layer: number) => layer,
          frameAnchor: 'top',
          dy: -26,
          lineAnchor: 'top',
          text: (layer: number) => (layer === 0 ? 'inputs' : layer === sizes.length - 1 ? 'outputs' : `layer ${layer}`),
        },
      ),
    ],
  });
  const names = [...wrong, ...bad].map(({ name }) => `<code>${escapeHtml(name)}</code>`);
  const list =
    names.length === 0 ? 'none of its weights' : names.slice(0, 12).join(', ') + (names.length > 12 ? ' and more' : '');
  return fittingFigure(
    drawn,
    `The network of the minimal case. Wrong (thick broken edges, crossed squares for biases): ${list}`,
    width,
  );
}
