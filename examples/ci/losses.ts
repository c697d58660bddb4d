/** Four losses of a small project, with the gradients that somebody wrote by hand. */

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

/** Mean Cauchy loss of residuals, which a far one hardly moves. */
export const cauchy = {
  loss: (r: number[], scale: number): number => r.reduce((sum, x) => sum + Math.log1p((x / scale) ** 2), 0) / r.length,
  gradient: (r: number[], scale: number): number[] => r.map((x) => (2 * x) / (scale ** 2 + x ** 2) / r.length),
};

/** Mean negative log-likelihood of counts with logarithmic rates, up to a constant. */
export const poisson = {
  loss: (eta: number[], counts: number[]): number =>
    eta.reduce((sum, x, i) => sum + Math.exp(x) - counts[i]! * x, 0) / eta.length,
  gradient: (eta: number[], counts: number[]): number[] => eta.map((x, i) => (Math.exp(x) - counts[i]!) / eta.length),
};
