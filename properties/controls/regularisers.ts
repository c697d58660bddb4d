import type { NamedNumbers } from '../../core/diagnosis/named-numbers.ts';
import { FACTOR, ZERO } from './kinds.ts';
import { inBlock, type PlantedFault, scalarOf } from './planted-fault.ts';

/** The strength of a regulariser where the data name none. */
const DECAY = 0.1;

/** A block has a multiple of its parameters too much, or lacks one, as of a regulariser left out, doubled or misplaced. */
export function regularisers(block: string, scalars: readonly string[], hasBatch: boolean): readonly PlantedFault[] {
  const what = `d${block}`;
  const fault = (
    name: string,
    strength: (names: NamedNumbers) => number | undefined,
    idle: { readonly because: string; readonly draw: string },
  ): PlantedFault => ({
    name,
    family: 'regulariser',
    block,
    kinds: ['regulariser', 'weights-multiple', 'lines-factor', 'lines-zero', ...FACTOR, ...ZERO],
    plant: inBlock(block, ({ at, own, names, block: { offset } }) => {
      const times = strength(names);
      return times === undefined ? idle : own.map((x, i) => x + times * at[offset + i]!);
    }),
    same: { because: `${block} is 0`, draw: `${block} other than 0` },
  });
  return [
    fault(`${what} with ${DECAY} ${block} too much`, () => DECAY, { because: '', draw: '' }),
    ...scalars.flatMap((path) => {
      const idle = { because: `${path} is 0`, draw: `${path} other than 0` };
      const of = (names: NamedNumbers): number | undefined => scalarOf(names, path);
      const overM = (names: NamedNumbers): number | undefined => {
        const value = of(names);
        return value === undefined ? undefined : -value / (names.examples?.value ?? 1);
      };
      return [
        fault(`${what} with ${path} ${block} too much`, of, idle),
        ...(hasBatch ? [fault(`${what} lacking ${path}/m ${block}`, overM, idle)] : []),
      ];
    }),
  ];
}
