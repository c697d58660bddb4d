import type { RandomSource } from './random-source.ts';

/** How single values are drawn, whatever the shape of the block they stand in. */
export type Regime = (typeof REGIMES)[number];

/**
 * All regimes of values.
 *
 * - `lattice`: halves in [-2, 2], where ties and zeros are common
 * - `decimals`: short decimals in [-4, 4], such as -0.75 or 0.3
 * - `normal`: standard normal
 * - `uniform`: in [-1, 1)
 * - `ties`: two numbers and their negatives, again and again
 * - `equal`: one number everywhere
 * - `sparse`: exactly 0 half the time, else mostly 1, -1, 0.5 or 2
 * - `mixed`: normal numbers times 1e-4 to 1e2, each its own
 * - `wide`: ten times normal, where sigmoids saturate
 * - `huge`: up to 40 times normal and ±800, where exp overflows
 */
export const REGIMES = [
  'lattice',
  'decimals',
  'normal',
  'uniform',
  'ties',
  'equal',
  'sparse',
  'mixed',
  'wide',
  'huge',
] as const;

/** The regimes by weight, each as often as it stands here: readable values most often, overflow now and then. */
export const REGIME_MIX: readonly Regime[] = [
  ...(['decimals', 'decimals', 'decimals', 'decimals', 'lattice', 'normal', 'normal', 'normal', 'normal'] as const),
  ...(['normal', 'uniform', 'ties', 'equal', 'sparse', 'sparse', 'mixed', 'mixed', 'wide', 'wide', 'huge'] as const),
];

/** Draws `count` values in one regime. */
export function drawRegime(source: RandomSource, count: number, regime: Regime): readonly number[] {
  return Array.from({ length: count }, DRAWS[regime](source));
}

const DRAWS: Readonly<Record<Regime, (source: RandomSource) => () => number>> = {
  lattice: (source) => () => source.integer(-4, 4) / 2,
  decimals: (source) => () => source.integer(-8, 8) / source.pick([2, 4, 10]),
  normal: (source) => source.normal,
  uniform: (source) => () => 2 * source.uniform() - 1,
  ties: (source) => {
    const tied = [source.normal(), source.integer(-4, 4) / 2];
    return () => (source.uniform() < 0.7 ? 1 : -1) * source.pick(tied);
  },
  equal: (source) => {
    const value = source.pick([0, 1, source.integer(-8, 8) / 4, source.normal()]);
    return () => value;
  },
  sparse: (source) => () => (source.uniform() < 0.5 ? 0 : source.pick([1, -1, 0.5, 2, source.normal()])),
  mixed: (source) => () => source.normal() * 10 ** source.integer(-4, 2),
  wide: (source) => () => 10 * source.normal(),
  huge: (source) => () => source.pick([source.normal(), 40 * source.normal(), 800, -800]),
};
