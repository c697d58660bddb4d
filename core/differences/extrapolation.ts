/**
 * Values at shrinking steps, extrapolated to step 0 row by row. Column j > 0 has Ridders' estimate of its error (Adv. Eng.
 * Softw. 4, 1982): the larger of the two differences to its neighbours, and the rounding carried through the table.
 */
export class Extrapolation {
  /** Entry j of row k stands at `k * columns + j`; so it does in the others. */
  readonly values: number[] = [];
  readonly noise: number[] = [];
  readonly errors: number[] = [];
  readonly #columns: number;
  readonly #square: number;
  readonly #first: number;

  /**
   * @param ratio - By how much each step is smaller than the one before.
   * @param first - The error of the values falls by the powers first, first + 2, ... of the step.
   */
  constructor(columns: number, ratio: number, first: 1 | 2) {
    this.#columns = columns;
    this.#square = ratio * ratio;
    this.#first = first === 1 ? ratio : this.#square;
  }

  /** Adds a value and its rounding error as row k of a table that starts with row `start`. */
  addRow(k: number, start: number, value: number, error: number): void {
    const { values, noise, errors } = this;
    const columns = this.#columns;
    const row = k * columns;
    values[row] = value;
    noise[row] = error;
    let factor = this.#first;
    const depth = Math.min(columns - 1, k - start);
    for (let j = 1; j <= depth; j++) {
      const at = row + j;
      const here = values[at - 1]!;
      const before = values[at - columns - 1]!;
      const next = here + (here - before) / (factor - 1);
      values[at] = next;
      noise[at] = noise[at - 1]! + (noise[at - 1]! + noise[at - columns - 1]!) / (factor - 1);
      errors[at] = Math.max(Math.abs(next - here), Math.abs(next - before)) + noise[at]!;
      factor *= this.#square;
    }
  }
}
