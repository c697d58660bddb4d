/** Layer normalisation with a gain and a shift for every feature; rows are examples. */
export interface LayerNorm {
  readonly x: number[][];
  readonly gamma: number[];
  readonly beta: number[];
}

const EPSILON = 1e-5;

/** A row with mean 0 and variance 1, and the factor that brought it there. */
function standardised(row: readonly number[]): { readonly normal: number[]; readonly scale: number } {
  const mean = row.reduce((a, b) => a + b, 0) / row.length;
  const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length;
  const scale = 1 / Math.sqrt(variance + EPSILON);
  return { normal: row.map((value) => (value - mean) * scale), scale };
}

/** The normalised rows: gamma * (x - mean) / sqrt(variance + 1e-5) + beta. */
export function layerNorm({ x, gamma, beta }: LayerNorm): number[][] {
  return x.map((row) => standardised(row).normal.map((value, j) => gamma[j]! * value + beta[j]!));
}

/** The backward pass of layer normalisation (Ba, Kiros and Hinton 2016). */
export function layerNormGradient({ x, gamma, beta }: LayerNorm, cotangent: readonly (readonly number[])[]): LayerNorm {
  const gradient: LayerNorm = { x: [], gamma: gamma.map(() => 0), beta: beta.map(() => 0) };
  for (const [i, row] of x.entries()) {
    const { normal, scale } = standardised(row);
    const flow = normal.map((_, j) => cotangent[i]![j]! * gamma[j]!);
    const mean = flow.reduce((a, b) => a + b, 0) / row.length;
    const along = flow.reduce((total, value, j) => total + value * normal[j]!, 0) / row.length;
    gradient.x.push(flow.map((value, j) => scale * (value - mean - normal[j]! * along)));
    for (const [j, value] of normal.entries()) {
      gradient.gamma[j]! += cotangent[i]![j]! * value;
      gradient.beta[j]! += cotangent[i]![j]!;
    }
  }
  return gradient;
}
