import type { BlockEvidence, PointEvidence, View } from './evidence.ts';
import { shortNumber } from './short-number.ts';

/** Decimals that a line which holds no regulariser costs: it is one of five, or none. */
const ONE_LINE = 0.7;

/** Where biases stand among weights, which a regulariser mostly leaves out. */
const LINES: readonly {
  readonly name: string;
  readonly has: (entry: { readonly row: number; readonly column: number }, of: BlockEvidence) => boolean;
}[] = [
  { name: 'first column', has: ({ column }) => column === 0 },
  { name: 'last column', has: ({ column }, { columns }) => column === columns - 1 },
  { name: 'first row', has: ({ row }) => row === 0 },
  { name: 'last row', has: ({ row }, { rows }) => row === rows - 1 },
];

/**
 * A block as it is; with each regulariser taken off that the scalars of the data could make, since a mistake in the rest of
 * a gradient shows only beside it; and without a first column that is right, as the biases among the weights may be.
 */
export function views(evidence: BlockEvidence, point: PointEvidence): readonly View[] {
  const { block, rows, columns } = evidence;
  const claimed = (place: number): number => point.claimed[block.offset + place]!;
  const whole: View = { ...evidence, point, claimed, beside: '', firstColumn: 0, isReshaped: false, cost: 0 };
  const lines = LINES.filter(({ name }) => (name.endsWith('column') ? columns : rows) > 2);
  const plain = [whole, ...strengths(point).flatMap((strength) => stripped(whole, strength) ?? [])];
  const others = strengths(point).flatMap((strength) => lines.flatMap((line) => stripped(whole, strength, line) ?? []));
  const biased = columns > 2 && !evidence.entries.some(({ column, wrong }) => wrong && column === 0);
  return [
    ...plain,
    ...others,
    ...matrices(evidence, point).flatMap((shape) => plain.map((view) => asMatrix(view, shape))),
    ...(biased ? plain.map(withoutFirstColumn) : []),
  ];
}

/** The factors of the weights that a regulariser may add to their gradient. */
function strengths({ names }: PointEvidence): readonly number[] {
  const m = names.examples?.value ?? 1;
  return [...new Set(names.scalars.flatMap(({ value }) => [value, 2 * value, value / m, (2 * value) / m]))];
}

function stripped(whole: View, strength: number, butFor?: (typeof LINES)[number]): View | undefined {
  const { block, columns, point, entries, claimed } = whole;
  const decay = (place: number): number =>
    butFor?.has({ row: Math.floor(place / columns), column: place % columns }, whole)
      ? 0
      : strength * point.at[block.offset + place]!;
  if (entries.every(({ place }) => decay(place) === 0)) return undefined;
  return {
    ...whole,
    claimed: (place) => claimed(place) - decay(place),
    entries: entries.map((entry) => ({
      ...entry,
      claimed: entry.claimed - decay(entry.place),
      numeric: entry.numeric - decay(entry.place),
      // What is taken off may leave little of the digits.
      bound: entry.bound + 1e-15 * Math.abs(decay(entry.place)),
    })),
    beside: ` beside the regulariser ${shortNumber(strength)} * ${block.name}${butFor ? ` (not in its ${columns === 1 ? butFor.name.replace('row', 'entry') : butFor.name})` : ''}`,
    cost: butFor ? ONE_LINE : 0,
  };
}

/** The matrices that a long vector may be: of as many rows and columns as other vectors are long, or matrices of the data wide. */
function matrices(
  { block }: BlockEvidence,
  point: PointEvidence,
): readonly (readonly [rows: number, columns: number])[] {
  if (block.shape.length !== 1) return [];
  const extents = new Set([
    ...point.blocks.filter((other) => other.block !== block && other.columns === 1).map(({ rows }) => rows),
    ...point.leaves.filter(({ shape }) => shape.length === 2).flatMap(({ shape }) => shape),
  ]);
  return [...extents]
    .map((rows) => [rows, block.size / rows] as const)
    .filter(([rows, columns]) => rows > 1 && columns > 1 && extents.has(columns));
}

function asMatrix(view: View, [rows, columns]: readonly [number, number]): View {
  return {
    ...view,
    rows,
    columns,
    entries: view.entries.map((entry) => ({
      ...entry,
      row: Math.floor(entry.place / columns),
      column: entry.place % columns,
    })),
    isReshaped: true,
    beside: `${view.beside} as a ${rows} by ${columns} matrix`,
    cost: ONE_LINE,
  };
}

function withoutFirstColumn(view: View): View {
  const { columns, claimed, entries, beside } = view;
  return {
    ...view,
    columns: columns - 1,
    claimed: (place) => claimed(place + Math.floor(place / (columns - 1)) + 1),
    entries: entries
      .filter(({ column }) => column > 0)
      .map((entry) => ({ ...entry, column: entry.column - 1, place: entry.row * (columns - 1) + entry.column - 1 })),
    beside: `${beside} but for its first column`,
    firstColumn: 1,
    cost: ONE_LINE,
  };
}
