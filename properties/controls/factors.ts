import type { NamedNumbers } from '../../core/diagnosis/named-numbers.ts';
import { FACTOR, THROUGHOUT, ZERO } from './kinds.ts';
import { type Idle, inBlock, ONE_EXAMPLE, type PlantedFault, scalarOf, vanishes } from './planted-fault.ts';

/** A factor, its number at a point, and why it makes no difference where it has none or is 1. */
interface Factor {
  readonly says: string;
  readonly of: (names: NamedNumbers) => number | undefined;
  readonly idle: Idle;
}

/**
 * A block is wrong by a factor: plain ones, the number of examples, the scalars of the data.
 *
 * @param block - Default: the whole gradient.
 */
export function factors(
  block: string | undefined,
  scalars: readonly string[],
  hasBatch: boolean,
): readonly PlantedFault[] {
  const what = block === undefined ? 'the gradient' : `d${block}`;
  const idle = vanishes(what);
  const plain = (says: string, value: number): Factor => ({ says, of: () => value, idle });
  const all: readonly Factor[] = [
    plain('doubled', 2),
    plain('halved', 0.5),
    plain('negative', -1),
    ...(block === undefined ? [] : [plain('left at 0', 0)]),
    ...(hasBatch
      ? [
          { says: 'times m', of: ({ examples }: NamedNumbers) => examples?.value, idle: ONE_EXAMPLE },
          { says: 'over m', of: ({ examples }: NamedNumbers) => examples && 1 / examples.value, idle: ONE_EXAMPLE },
        ]
      : []),
    ...scalars.map((path) => ({
      says: `times ${path}`,
      of: (names: NamedNumbers) => scalarOf(names, path),
      idle: { because: `${path} is 0 or 1`, draw: `${path} other than 0 and 1` },
    })),
  ];
  return all.map(
    ({ says, of, idle: isOne }): PlantedFault => ({
      name: `${what} ${says}`,
      family: 'factor',
      ...(block === undefined ? {} : { block }),
      kinds: [...FACTOR, ...ZERO, ...(block === undefined ? THROUGHOUT : [])],
      plant: (site) => {
        const factor = of(site.names);
        if (factor === undefined || factor === 1) return isOne;
        const times = (x: number): number => factor * x;
        return block === undefined ? site.right.map(times) : inBlock(block, ({ own }) => own.map(times))(site);
      },
      same: idle,
    }),
  );
}
