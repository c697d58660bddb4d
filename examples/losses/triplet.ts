// Triplet loss of three embeddings, in the style of fmin and NLopt: writes the gradient into its second argument.

export interface Triplet {
  anchor: Float64Array;
  positive: Float64Array;
  negative: Float64Array;
}

export function triplet({ anchor, positive, negative }: Triplet, g: Triplet, { margin }: { margin: number }): number {
  let apart = margin;
  for (let i = 0; i < anchor.length; i++) {
    apart += (anchor[i]! - positive[i]!) ** 2 - (anchor[i]! - negative[i]!) ** 2;
  }
  for (let i = 0; i < anchor.length; i++) {
    const on = apart > 0 ? 2 : 0;
    g.anchor[i] = on * (negative[i]! - positive[i]!);
    g.positive[i] = on * (positive[i]! - anchor[i]!);
    g.negative[i] = on * (anchor[i]! - negative[i]!);
  }
  return Math.max(0, apart);
}
