import type { BlockRecord } from '../report-schema.ts';

/** Where the wrong entries of a block stand, counted row by row; those of a large block as far as they are known. */
export function wrongPlaces({ shape, entries, all }: BlockRecord): ReadonlySet<number> {
  if (all !== undefined) return new Set(all.wrong);
  const places = entries
    .filter(({ verdict }) => verdict === 'disagrees')
    .map(({ entry }) => /\[([\d,]+)\]$/.exec(entry)?.[1])
    .filter((indices) => indices !== undefined)
    .map((indices) => indices.split(',').reduce((place, index, axis) => place * (shape[axis] ?? 1) + Number(index), 0));
  return new Set(places);
}
