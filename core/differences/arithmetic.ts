import EPS from '@stdlib/constants-float64-eps';

/** The arithmetic in which a loss is computed, and the ladder of steps that suits it. */
export interface Arithmetic {
  /** Unit roundoff: half the distance from 1 to the next number. */
  readonly unit: number;
  /** The widest step, relative to the scale of the parameter. */
  readonly firstStep: number;
  /** The same along a direction in all parameters, where the loss bends more. */
  readonly firstDirectionStep: number;
  /** By how much each step is smaller than the one before. */
  readonly ratio: number;
  readonly rungs: number;
}

/** float64: steps from 2^-1 down to 2^-27, by fours. */
export const FLOAT64: Arithmetic = {
  unit: EPS / 2,
  firstStep: 2 ** -1,
  firstDirectionStep: 2 ** -3,
  ratio: 4,
  rungs: 14,
};

/** float32: steps from 2^-2 down to 2^-17, by twos, since each rung is noisier than the rounding of the next. */
export const FLOAT32: Arithmetic = {
  unit: 2 ** -24,
  firstStep: 2 ** -2,
  firstDirectionStep: 2 ** -2,
  ratio: 2,
  rungs: 16,
};
