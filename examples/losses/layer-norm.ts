// Layer normalisation (Ba et al. 2016) as a class with forward and backward.

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

export class LayerNorm {
  gamma: number[] = [1, 1, 1];
  beta: number[] = [0, 0, 0];
  dgamma: number[] = [];
  dbeta: number[] = [];
  #normal: number[][] = [];
  #scale: number[] = [];

  forward(x: number[][]): number[][] {
    const centred = x.map((row) => row.map((xj) => xj - mean(row)));
    this.#scale = centred.map((row) => 1 / Math.sqrt(mean(row.map((c) => c * c)) + 1e-5));
    this.#normal = centred.map((row, i) => row.map((c) => c * this.#scale[i]!));
    return this.#normal.map((row) => row.map((n, j) => this.gamma[j]! * n + this.beta[j]!));
  }

  backward(dy: number[][]): number[][] {
    this.dgamma = this.gamma.map((_, j) => dy.reduce((sum, row, i) => sum + row[j]! * this.#normal[i]![j]!, 0));
    this.dbeta = this.beta.map((_, j) => dy.reduce((sum, row) => sum + row[j]!, 0));
    return dy.map((row, i) => {
      const d = row.map((dj, j) => dj * this.gamma[j]!);
      const along = mean(d.map((dj, j) => dj * this.#normal[i]![j]!));
      return d.map((dj, j) => this.#scale[i]! * (dj - mean(d) - this.#normal[i]![j]! * along));
    });
  }
}
