import { FACTOR, THROUGHOUT, ZERO } from './kinds.ts';
import type { PlantedFault } from './planted-fault.ts';

const SLIPS = [
  { says: 'ignored, taken as ones', of: () => 1, kind: 'upstream-ones' },
  { says: 'squared', of: (u: number) => u * u, kind: 'upstream-squared' },
] as const;

/** Faults of a backward pass: what comes back to it is ignored or squared, which a test with ones alone would not see. */
export const UPSTREAM: readonly PlantedFault[] = SLIPS.map(({ says, of, kind }) => ({
  name: `the upstream gradient ${says}`,
  family: 'upstream',
  kinds: [kind, 'row-factors', 'column-factors', 'lines-factor', ...FACTOR, ...ZERO, ...THROUGHOUT],
  cotangent: of,
  plant: ({ elsewhere: [there] }) => there!,
  same: { because: 'what comes back makes no difference', draw: 'cases in which it does' },
}));
