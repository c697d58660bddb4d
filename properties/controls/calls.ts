import { unflatten } from '../../core/tree.ts';
import { FACTOR, THROUGHOUT } from './kinds.ts';
import type { PlantedFault } from './planted-fault.ts';

/** How far the parameters are off where a gradient is taken at other ones. */
const NUDGE = 0.01;

const SAME = { because: 'the gradient is the same everywhere', draw: 'cases in which it is not' };

/** Faults of when and where a gradient is computed: left over from the call before, added to it, at other parameters. */
export const CALLS: readonly PlantedFault[] = [
  {
    name: 'left over from the call before',
    family: 'calls',
    kinds: ['stateful-gradient'],
    plant: ({ before, right }) => before?.right ?? right,
    same: SAME,
    remembers: true,
  },
  {
    name: 'added to that of the call before',
    family: 'calls',
    kinds: ['stateful-gradient'],
    plant: ({ before, right }) => (before ? right.map((x, i) => x + before.wrong[i]!) : right),
    same: SAME,
    remembers: true,
  },
  {
    name: `taken at parameters off by ${NUDGE}`,
    family: 'calls',
    kinds: ['unknown', ...FACTOR, ...THROUGHOUT],
    elsewhere: ({ data }, layout, at) => [
      {
        params: unflatten(
          layout,
          at.map((w) => w + NUDGE * (1 + Math.abs(w))),
        ),
        data,
      },
    ],
    plant: ({ elsewhere: [there] }) => there!,
    same: SAME,
  },
];
