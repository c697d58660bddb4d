import type { Arithmetic } from './arithmetic.ts';
import { Extrapolation } from './extrapolation.ts';
import { type Estimate, romberg } from './romberg.ts';
import type { Slope } from './slope.ts';

/** Columns of the extrapolation: powers h^2..h^8 for central differences, h..h^5 for the gap of the one-sided ones. */
const COLUMNS = 5;
const GAP_COLUMNS = 4;
/** By how much an error estimate is widened before anything is concluded from it. */
export const MARGIN = 4;
/** Bounds below this share of the slope are sharp enough for anyone. */
const SHARP = 2 ** -40;

interface Candidate {
  readonly value: number;
  readonly bound: number;
  readonly tight: number;
  readonly roughness: number;
}

const NOTHING: Candidate = {
  value: Number.NaN,
  bound: Number.POSITIVE_INFINITY,
  tight: Number.POSITIVE_INFINITY,
  roughness: 0,
};

/** A bound that suffices, and the rungs to take at least. */
export interface Enough {
  readonly bound: number;
  readonly rungs: number;
}

/** The extrapolation tables of one line; row k holds what rungs 0..k give. */
export class Ladder {
  /** The step of the next rung; 0 once a further one would be of no use. */
  step: number;
  readonly #noise: number;
  readonly #ratio: number;
  readonly #rungs: number;
  readonly #enough: Enough | undefined;
  readonly #central: Extrapolation;
  readonly #gap: Extrapolation;
  readonly #right: number[] = [];
  readonly #left: number[] = [];
  readonly #steps: number[] = [];
  #rows = 0;
  /** The first rung whose losses and those of all finer ones are finite. */
  #start = 0;
  #constant = true;
  /** The least bound and the largest value that any candidate can have so far. */
  #least = Number.POSITIVE_INFINITY;
  #largest = 0;
  #best = NOTHING;
  /** How many rows the best was chosen from. */
  #chosenFrom = 0;

  /**
   * @param noise - The absolute noise of the loss.
   * @param scale - Of the line.
   * @param enough - Without it the ladder goes on while it gains.
   */
  constructor(noise: number, { firstStep, ratio, rungs }: Arithmetic, scale: number, enough?: Enough) {
    this.step = firstStep * scale;
    this.#noise = noise;
    this.#ratio = ratio;
    this.#rungs = rungs;
    this.#enough = enough;
    this.#central = new Extrapolation(COLUMNS, ratio, 2);
    this.#gap = new Extrapolation(GAP_COLUMNS, ratio, 1);
  }

  /** Takes the losses at the point, `up` above it and `down` below it, of the rung whose step was asked for. */
  add(loss: number, above: number, up: number, below: number, down: number): void {
    // Steps below the spacing of the numbers tell nothing, and what the wider ones told stands.
    if (!(up > 0 && down > 0)) {
      this.step = 0;
      return;
    }
    this.#addRow(loss, above, up, below, down);
    const next = this.step / this.#ratio;
    this.step = this.#rows === this.#rungs || this.#suffices() || this.#settled(next) ? 0 : next;
  }

  #addRow(loss: number, above: number, up: number, below: number, down: number): void {
    const k = this.#rows++;
    if (above !== loss || below !== loss) this.#constant = false;
    if (!(Number.isFinite(above) && Number.isFinite(below))) {
      this.#start = k + 1;
      this.#least = Number.POSITIVE_INFINITY;
      this.#largest = 0;
      return;
    }
    const step = (up + down) / 2;
    const right = (above - loss) / up;
    const left = (loss - below) / down;
    this.#steps[k] = step;
    this.#right[k] = right;
    this.#left[k] = left;
    // Weighted, since rounding makes the two steps unequal: exact for a parabola, as the plain mean is not.
    const central = up === down ? (above - below) / (up + down) : (right * down + left * up) / (up + down);
    this.#central.addRow(k, this.#start, central, this.#noise / step);
    this.#gap.addRow(k, this.#start, right - left, (4 * this.#noise) / step);
    for (let at = k * COLUMNS + Math.min(COLUMNS - 1, k - this.#start); at > k * COLUMNS; at--) {
      this.#least = Math.min(this.#least, MARGIN * this.#central.errors[at]!);
      this.#largest = Math.max(this.#largest, Math.abs(this.#central.values[at]!));
    }
  }

  #flagged(at: number): boolean {
    return !(Math.abs(this.#gap.values[at]!) <= MARGIN * this.#gap.errors[at]!);
  }

  /** Whether the ladder may stop before the step given: a finer one could only add noise. */
  #settled(nextStep: number): boolean {
    const k = this.#rows - 1;
    if (this.#constant) return k >= 3;
    if (k - this.#start < 2) return false;
    const noise = MARGIN * (this.#noise / nextStep);
    if (this.#least > Math.max(noise, SHARP * this.#largest)) return false;
    const { bound, value } = this.#chosen();
    return bound <= noise || bound <= SHARP * Math.abs(value);
  }

  /** Whether the ladder may stop since it is sharp enough. */
  #suffices(): boolean {
    if (this.#enough === undefined) return false;
    const { bound, rungs } = this.#enough;
    if (this.#rows < rungs || this.#rows - this.#start < 2 || this.#least > bound) return false;
    return this.#chosen().tight <= bound;
  }

  #chosen(): Candidate {
    if (this.#chosenFrom !== this.#rows) {
      this.#best = this.#select();
      this.#chosenFrom = this.#rows;
    }
    return this.#best;
  }

  /** The candidate with the least bound among those that no kink and no finer rung speaks against. */
  #select(): Candidate {
    let best = NOTHING;
    for (let k = this.#start + 1; k < this.#rows; k++) {
      for (let j = 1; j <= Math.min(COLUMNS - 1, k - this.#start); j++) {
        const error = this.#central.errors[k * COLUMNS + j]!;
        if (MARGIN * error >= best.bound) continue;
        const { jump, roughness } = this.#hiddenKink(k, j);
        const bound = MARGIN * error + jump / 2;
        const value = this.#central.values[k * COLUMNS + j]!;
        if (bound < best.bound && !this.#contradicted(value, error, k)) {
          best = { value, bound, tight: MARGIN * error, roughness };
        }
      }
    }
    return best;
  }

  /**
   * The largest jump of slope that could have been overlooked: the least gap, with twice its error, among the windows as
   * wide as (k, j) or wider that saw no kink; Infinity where its own window saw one.
   */
  #hiddenKink(k: number, j: number): { readonly jump: number; readonly roughness: number } {
    const depth = Math.min(j, GAP_COLUMNS - 1);
    if (this.#flagged(k * GAP_COLUMNS + depth))
      return { jump: Number.POSITIVE_INFINITY, roughness: Number.POSITIVE_INFINITY };
    let jump = Number.POSITIVE_INFINITY;
    let roughness = 0;
    for (let row = this.#start + 1; row < this.#rows; row++) {
      for (
        let column = Math.max(1, row - k + depth);
        column <= Math.min(GAP_COLUMNS - 1, row - this.#start);
        column++
      ) {
        const error = this.#gap.errors[row * GAP_COLUMNS + column]!;
        const gap = Math.abs(this.#gap.values[row * GAP_COLUMNS + column]!);
        if (!(gap <= MARGIN * error) || gap + 2 * error >= jump) continue;
        jump = gap + 2 * error;
        roughness = gap / error;
      }
    }
    return { jump, roughness };
  }

  /** By how much the plain central difference moved from the rung before. */
  #motion(row: number): number {
    const { values } = this.#central;
    return Math.abs(values[row * COLUMNS]! - values[(row - 1) * COLUMNS]!);
  }

  #contradicted(value: number, error: number, k: number): boolean {
    // Where the differences still grow as the steps shrink, the wide ones have not seen the loss as it is here.
    const { values, noise, errors } = this.#central;
    const own = this.#motion(k);
    for (let row = k + 1; row < this.#rows; row++) {
      const rounding = noise[row * COLUMNS]! + noise[(row - 1) * COLUMNS]!;
      if (!(this.#motion(row) <= own + MARGIN * rounding)) return true;
      const at = row * COLUMNS + Math.min(COLUMNS - 1, row - this.#start);
      if (!(Math.abs(values[at]! - value) <= MARGIN * (error + errors[at]!))) return true;
    }
    return false;
  }

  slope(): Slope {
    if (this.#constant && this.#rows > this.#start) {
      const bound = (MARGIN * this.#noise) / this.#steps[this.#start]!;
      return { kind: 'smooth', value: 0, bound, tight: bound, roughness: 0, left: 0, right: 0, constant: true };
    }
    const { value, bound, tight, roughness } = this.#chosen();
    const smooth: Slope = {
      kind: 'smooth',
      value,
      bound,
      tight,
      roughness,
      left: value,
      right: value,
      constant: false,
    };
    if (bound <= 2 ** -20 * Math.abs(value)) return smooth;
    // A window that saw nothing for want of sharpness says less than slopes that plainly differ on both sides.
    const kink = this.#kink();
    if (kink.bound < bound && Math.abs(kink.right - kink.left) > 2 * kink.bound) return kink;
    return bound < Number.POSITIVE_INFINITY ? smooth : { ...smooth, kind: 'none' };
  }

  #kink(): Slope {
    const right = this.#oneSided(this.#right);
    const left = this.#oneSided(this.#left);
    return {
      kind: 'kink',
      value: (left.value + right.value) / 2,
      bound: MARGIN * Math.max(left.error, right.error),
      tight: MARGIN * Math.max(left.error, right.error),
      roughness: Number.POSITIVE_INFINITY,
      left: left.value,
      right: right.value,
      constant: false,
    };
  }

  #oneSided(slopes: readonly number[]): Estimate {
    const from = this.#start;
    return romberg(slopes.slice(from, this.#rows), this.#steps.slice(from, this.#rows), 2 * this.#noise, this.#ratio);
  }
}
