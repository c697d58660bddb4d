// Huber regression: the mean of the Huber function of the residuals, value and gradient at once.

interface Weights {
  w: number[];
  b: number;
}

interface Batch {
  X: number[][];
  y: number[];
  delta: number;
}

export function huber({ w, b }: Weights, { X, y, delta }: Batch): { value: number; gradient: Weights } {
  let value = 0;
  const dw = w.map(() => 0);
  let db = 0;
  for (const [i, row] of X.entries()) {
    const residual = row.reduce((sum, x, j) => sum + x * w[j]!, b) - y[i]!;
    const inside = Math.abs(residual) <= delta;
    value += (inside ? residual ** 2 / 2 : delta * (Math.abs(residual) - delta / 2)) / X.length;
    const slope = (inside ? residual : delta * Math.sign(residual)) / X.length;
    for (const [j, x] of row.entries()) dw[j]! += slope * x;
    db += slope;
  }
  return { value, gradient: { w: dw, b: db } };
}
