// Contrastive loss (Hadsell et al. 2006) of a Siamese network that keeps its weights and adds up their gradients.

export interface Pair {
  left: number[];
  right: number[];
  same: number;
  margin: number;
}

export class Siamese {
  W: { data: number[][]; grad: number[][] } = {
    data: [
      [0.5, -1],
      [0.25, 2],
    ],
    grad: [
      [0, 0],
      [0, 0],
    ],
  };

  zeroGrad(): void {
    this.W.grad = this.W.data.map((row) => row.map(() => 0));
  }

  embed(x: number[]): number[] {
    return this.W.data.map((row) => Math.tanh(row.reduce((sum, w, j) => sum + w * x[j]!, 0)));
  }

  loss({ left, right, same, margin }: Pair): number {
    const [a, b] = [this.embed(left), this.embed(right)];
    const distance = Math.hypot(...a.map((ai, i) => ai - b[i]!));
    return same === 1 ? distance ** 2 / 2 : Math.max(0, margin - distance) ** 2 / 2;
  }

  backward({ left, right, same, margin }: Pair): number[][] {
    const [a, b] = [this.embed(left), this.embed(right)];
    const distance = Math.hypot(...a.map((ai, i) => ai - b[i]!));
    const push = distance === 0 ? 0 : Math.max(0, margin - distance) / distance;
    const pull = same === 1 ? 1 : -push;
    for (const [i, row] of this.W.grad.entries()) {
      const d = pull * (a[i]! - b[i]!);
      for (const j of row.keys()) {
        row[j]! += d * (1 - a[i]! ** 2) * left[j]!;
        row[j]! -= d * (1 - b[i]! ** 2) * right[j]!;
      }
    }
    return this.W.grad;
  }
}
