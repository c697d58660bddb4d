import { FACTOR, THROUGHOUT, ZERO } from './kinds.ts';
import { type BlockSite, type Idle, inBlock, type PlantedFault } from './planted-fault.ts';

/** Another arrangement of a block: where the number of a place comes from. */
interface Arrangement {
  readonly says: string;
  readonly from: (site: BlockSite) => (place: number) => number;
  readonly rank: 1 | 2;
}

const ARRANGEMENTS: readonly Arrangement[] = [
  // For a square matrix its transpose, for any other its numbers written column by column.
  {
    says: 'column by column',
    from:
      ({ rows, columns }) =>
      (place) =>
        (place % rows) * columns + Math.floor(place / rows),
    rank: 2,
  },
  {
    says: 'in reverse',
    from:
      ({ own }) =>
      (place) =>
        own.length - 1 - place,
    rank: 1,
  },
  {
    says: 'one entry too late',
    from:
      ({ own }) =>
      (place) =>
        (place + own.length - 1) % own.length,
    rank: 1,
  },
];

/** The right numbers of a block in wrong places, or summed along the wrong axis. */
export function places(block: string, rank: number): readonly PlantedFault[] {
  const family = 'place';
  const same = (because: string): Idle => ({ because, draw: `larger shapes of ${block}, with values that differ` });
  return [
    ...ARRANGEMENTS.filter((one) => rank >= one.rank).map(
      ({ says, from }): PlantedFault => ({
        name: `d${block} ${says}`,
        family,
        block,
        kinds: ['transposed', 'reversed', 'shifted', 'permuted'],
        plant: inBlock(block, (site) => {
          const source = from(site);
          return site.own.map((_, place) => site.own[source(place)]!);
        }),
        same: same(`d${block} is the same in that order`),
      }),
    ),
    ...(rank < 2
      ? []
      : [
          {
            name: `d${block} summed over its rows`,
            family,
            block,
            kinds: ['wrong-axis', ...FACTOR, ...ZERO],
            plant: inBlock(block, ({ own, rows, columns }) =>
              own.map((_, place) => {
                let sum = 0;
                for (let row = 0; row < rows; row++) sum += own[row * columns + (place % columns)]!;
                return sum;
              }),
            ),
            same: same(`d${block} has one row`),
          },
        ]),
  ];
}

/** A block holds the gradient of another one of its kind. */
export function swapped(a: string, b: string): PlantedFault {
  return {
    name: `d${a} and d${b} swapped`,
    family: 'place',
    kinds: ['swapped', ...FACTOR, ...ZERO, ...THROUGHOUT],
    plant: ({ layout, right }) => {
      const [first, second] = [a, b].map((name) => layout.blocks.find((block) => block.name === name));
      if (first?.size !== second?.size || first === undefined || second === undefined) {
        return { because: `${a} and ${b} differ in size`, draw: `${a} and ${b} of the same size` };
      }
      const wrong = right.slice();
      wrong.set(right.subarray(first.offset, first.offset + first.size), second.offset);
      wrong.set(right.subarray(second.offset, second.offset + second.size), first.offset);
      return wrong;
    },
    same: { because: `d${a} and d${b} are equal`, draw: 'values that differ' },
  };
}

/** The gradient of a bias is taken from that of the weights before it: their sum over inputs. */
export function biasFromWeights(bias: string, weights: string): PlantedFault {
  return {
    name: `d${bias} summed from d${weights}`,
    family: 'place',
    block: bias,
    kinds: ['wrong-axis', 'unknown', ...FACTOR, ...ZERO],
    plant: inBlock(bias, ({ layout, right, own }) => {
      const W = layout.blocks.find(({ name }) => name === weights);
      const columns = (W?.size ?? 0) / own.length;
      if (W === undefined || W.size === 0 || !Number.isInteger(columns)) {
        return { because: `${weights} does not fit ${bias}`, draw: `${weights} with a row for each entry of ${bias}` };
      }
      return own.map((_, i) =>
        right.subarray(W.offset + i * columns, W.offset + (i + 1) * columns).reduce((a, b) => a + b, 0),
      );
    }),
    same: { because: `d${bias} is such a sum`, draw: 'inputs that do not add up to 1' },
  };
}
