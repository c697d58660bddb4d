import type { LossProblem } from 'gradcheck';

/** The sum of squares with its gradient. */
export const square: LossProblem<number[], unknown> = {
  loss: (w) => w.reduce((sum, wi) => sum + wi * wi, 0),
  gradient: (w) => w.map((wi) => 2 * wi),
};

export const params: number[] = [0.5, -1];
export default square;
