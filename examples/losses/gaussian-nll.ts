// Negative log-likelihood of a Gaussian with predicted means and variances, two functions on a dictionary.

interface Prediction {
  mean: number[];
  variance: number[];
}

export const loss = ({ mean, variance }: Prediction, y: number[]): number =>
  y.reduce((sum, yi, i) => sum + (Math.log(variance[i]!) + (yi - mean[i]!) ** 2 / variance[i]!) / 2, 0);

export const gradient = ({ mean, variance }: Prediction, y: number[]): Prediction => ({
  mean: mean.map((m, i) => (m - y[i]!) / variance[i]!),
  variance: variance.map((v, i) => (1 / v - ((y[i]! - mean[i]!) / v) ** 2) / 2),
});
