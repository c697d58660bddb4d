import type { Layout } from '../tree.ts';
import { type Line, scaleOf } from './line.ts';

/** The golden ratio, whose multiples fill the unit interval most evenly. */
export const GOLDEN = 1.618033988749895;

/**
 * A line that moves every parameter by a different share of its size, the same at every run: the fractional parts of
 * multiples of an irrational stride, signs alternating by them. Entries of float32 blocks move by whole numbers of their own
 * spacing, else the rounding of the points would be taken for noise of the loss.
 */
export class NoiseLine implements Line {
  readonly scale = 1;
  realised = 0;
  readonly #home: Float64Array;
  readonly #direction: Float64Array;
  readonly #point: Float64Array;

  constructor(home: Float64Array, layout: Layout, spacing: number, stride: number = GOLDEN) {
    this.#home = home;
    this.#point = new Float64Array(home.length);
    this.#direction = new Float64Array(home.length);
    let position = 0;
    for (const { type, offset, size } of layout.blocks) {
      for (let i = offset; i < offset + size; i++) {
        position += stride;
        position -= Math.floor(position);
        const share = position < 0.5 ? -0.5 - position : position;
        const ulps = (2 ** -23 * scaleOf(home[i]!)) / spacing;
        this.#direction[i] =
          type === 'float32' ? Math.sign(share) * Math.ceil(3 * position) * ulps : share * scaleOf(home[i]!);
      }
    }
  }

  at(t: number): Float64Array {
    for (let i = 0; i < this.#point.length; i++) this.#point[i] = this.#home[i]! + t * this.#direction[i]!;
    this.realised = t;
    return this.#point;
  }
}
