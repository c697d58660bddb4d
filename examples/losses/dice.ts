// Soft Dice loss of a segmentation mask (Milletari et al. 2016), computed off the main thread: both functions are async.

export interface Mask {
  target: Float64Array;
  smooth: number;
}

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

async function sums(logits: Float64Array, { target, smooth }: Mask) {
  const p = logits.map(sigmoid);
  const both = p.reduce((sum, pi, i) => sum + pi * target[i]!, 0);
  const all = p.reduce((sum, pi, i) => sum + pi + target[i]!, 0);
  return { p, above: 2 * both + smooth, below: all + smooth };
}

export async function diceLoss(logits: Float64Array, mask: Mask): Promise<number> {
  const { above, below } = await sums(logits, mask);
  return 1 - above / below;
}

export async function diceGradient(logits: Float64Array, mask: Mask): Promise<Float64Array> {
  const { p, above, below } = await sums(logits, mask);
  return p.map((pi, i) => -((2 * mask.target[i]! - above / below) / below) * pi * (1 - pi));
}
