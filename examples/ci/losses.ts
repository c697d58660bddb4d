/** Two losses of a small project, with the gradients that somebody wrote by hand. */

/** Mean Huber loss of residuals, quadratic up to `delta`. */
export const huber = {
  loss: (r: number[], delta: number): number =>
    r.reduce((sum, x) => sum + (Math.abs(x) <= delta ? x ** 2 / 2 : delta * (Math.abs(x) - delta / 2)), 0) / r.length,
  gradient: (r: number[], delta: number): number[] =>
    r.map((x) => (Math.abs(x) <= delta ? x : delta * Math.sign(x)) / r.length),
};

/** Mean logistic loss of margins. */
export const logistic = {
  loss: (z: number[]): number => z.reduce((sum, x) => sum + Math.log1p(Math.exp(-x)), 0) / z.length,
  gradient: (z: number[]): number[] => z.map((x) => -1 / (1 + Math.exp(x)) / z.length),
};
