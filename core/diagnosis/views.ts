import type { BlockEvidence, PointEvidence, View } from './evidence.ts';
import { shortNumber } from './short-number.ts';

/**
 * A block as it is; with each regulariser taken off that the scalars of the data could make, since a mistake in the rest of
 * a gradient shows only beside it; and without a first column that is right, as the biases among the weights may be.
 */
export function views(evidence: BlockEvidence, point: PointEvidence): readonly View[] {
  const { block, columns } = evidence;
  const claimed = (place: number): number => point.claimed[block.offset + place]!;
  const whole: View = { ...evidence, point, claimed, beside: '' };
  const biased = columns > 2 && !evidence.entries.some(({ column, wrong }) => wrong && column === 0);
  const beside = (butFirst: boolean): readonly View[] =>
    strengths(point).flatMap((strength) => stripped(whole, strength, butFirst) ?? []);
  const plain = [whole, ...beside(false)];
  return biased ? [...plain, ...beside(true), ...plain.map(withoutFirstColumn)] : plain;
}

/** The factors of the weights that a regulariser may add to their gradient. */
function strengths({ names }: PointEvidence): readonly number[] {
  const m = names.examples?.value ?? 1;
  return [...new Set(names.scalars.flatMap(({ value }) => [value, 2 * value, value / m, (2 * value) / m]))];
}

function stripped(whole: View, strength: number, butFirst: boolean): View | undefined {
  const { block, columns, point, entries, claimed } = whole;
  const decay = (place: number): number =>
    butFirst && place % columns === 0 ? 0 : strength * point.at[block.offset + place]!;
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
    beside: ` beside the regulariser ${shortNumber(strength)} * ${block.name}`,
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
  };
}
