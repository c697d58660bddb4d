import { FACTOR, ZERO } from './kinds.ts';
import { type BlockSite, type Idle, inBlock, type PlantedFault, vanishes } from './planted-fault.ts';

/** What befalls a part of a block: which entries, and what they become. */
interface Part {
  readonly says: string;
  readonly has: (site: BlockSite) => (place: number) => boolean;
  readonly to: (value: number) => number;
  /** The least shape in which it is a part and not the whole; the whole is wrong as well, and told by a factor. */
  readonly rank: 1 | 2;
}

const last =
  ({ own }: BlockSite) =>
  (place: number) =>
    place === own.length - 1;
const firstRow =
  ({ columns }: BlockSite) =>
  (place: number) =>
    place < columns;
const lastRow =
  ({ columns, own }: BlockSite) =>
  (place: number) =>
    place >= own.length - columns;
const firstColumn =
  ({ columns }: BlockSite) =>
  (place: number) =>
    place % columns === 0;
const lastColumn =
  ({ columns }: BlockSite) =>
  (place: number) =>
    place % columns === columns - 1;

const PARTS: readonly Part[] = [
  { says: 'with its last entry doubled', has: last, to: (x) => 2 * x, rank: 1 },
  { says: 'without its last entry', has: last, to: () => 0, rank: 1 },
  { says: 'with its first row doubled', has: firstRow, to: (x) => 2 * x, rank: 2 },
  { says: 'without its last row', has: lastRow, to: () => 0, rank: 2 },
  { says: 'with its first column negative', has: firstColumn, to: (x) => -x, rank: 2 },
  { says: 'without its last column', has: lastColumn, to: () => 0, rank: 2 },
];

/**
 * An entry, a row or a column of a block is wrong, or a number is none, or one entry and the block are off by a little.
 *
 * @param rank - Of the block, from 0 for a single number.
 * @param little - A relative error that the checks are to catch, such as 1e-3.
 */
export function parts(block: string, rank: number, little: number): readonly PlantedFault[] {
  const family = 'part';
  const what = `d${block}`;
  const fault = (
    says: string,
    kinds: readonly string[],
    change: (site: BlockSite) => Float64Array,
    same: Idle = vanishes(what),
  ): PlantedFault => ({ name: `${what} ${says}`, family, block, kinds, plant: inBlock(block, change), same });
  return [
    ...PARTS.filter((part) => rank >= part.rank).map(({ says, has, to }) =>
      fault(
        says,
        ['lines-zero', 'lines-factor', 'unknown', ...FACTOR, ...ZERO],
        (site) => {
          const isIn = has(site);
          return site.own.map((x, place) => (isIn(place) ? to(x) : x));
        },
        vanishes(`that part of ${what}`),
      ),
    ),
    fault(`off by ${little} of itself`, FACTOR, ({ own }) => own.map((x) => (1 + little) * x)),
    ...(rank === 0
      ? []
      : [
          fault(`off by ${little} in its largest entry`, ['lines-factor', 'unknown', ...FACTOR], ({ own }) => {
            const largest = own.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
            const place = own.findIndex((x) => Math.abs(x) === largest);
            return own.map((x, i) => (i === place ? (1 + little) * x : x));
          }),
        ]),
    fault('with a NaN', ['non-finite-gradient'], ({ own }) => own.with(-1, Number.NaN)),
  ];
}
