import type { Model } from './model.ts';

/** Data of {@link linear1d}. */
export interface Linear1dData {
  readonly x: number;
}

/**
 * The one-dimensional exercise: J(theta) = theta x, with derivative x.
 *
 * @example
 * linear1d.loss(4, { x: 2 }); // 8
 */
export const linear1d: Model<number, Linear1dData> = {
  name: 'linear1d',
  loss: (theta, { x }) => theta * x,
  gradient: (_theta, { x }) => x,
};
