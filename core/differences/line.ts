import type { Block, Layout } from '../tree.ts';

/** A straight line through the point of the check, along which the loss is a function of one number. */
export interface Line {
  /** The natural size of a step: a power of two, not below 1. */
  readonly scale: number;
  /** The step made by the last call of `at`, after rounding to the type of the parameters. */
  realised: number;
  /** The point a step `t` away, in scratch space. */
  at(t: number): Float64Array;
}

/** The line along one coordinate, reused from entry to entry. */
export class CoordinateLine implements Line {
  scale = 1;
  realised = 0;
  readonly #home: Float64Array;
  readonly #point: Float64Array;
  readonly #single: Uint8Array;
  #index = 0;

  constructor(home: Float64Array, layout: Layout) {
    this.#home = home;
    this.#point = home.slice();
    this.#single = singleEntries(layout);
  }

  select(index: number): void {
    this.#point[this.#index] = this.#home[this.#index]!;
    this.#index = index;
    this.scale = scaleOf(this.#home[index]!);
  }

  at(t: number): Float64Array {
    this.#point[this.#index] = this.valueAt(t);
    return this.#point;
  }

  /** The coordinate itself a step `t` away. */
  valueAt(t: number): number {
    const base = this.#home[this.#index]!;
    const moved = this.#single[this.#index] === 1 ? Math.fround(base + t) : base + t;
    this.realised = moved - base;
    return moved;
  }
}

/** The line along a direction in all coordinates. */
export class DirectionLine implements Line {
  readonly scale = 1;
  realised = 0;
  readonly #home: Float64Array;
  readonly #direction: Float64Array;
  readonly #point: Float64Array;
  readonly #singles: readonly Block[];

  constructor(home: Float64Array, direction: Float64Array, layout: Layout) {
    this.#home = home;
    this.#direction = direction;
    this.#point = new Float64Array(home.length);
    this.#singles = layout.blocks.filter(({ type }) => type === 'float32');
  }

  at(t: number): Float64Array {
    const home = this.#home;
    const direction = this.#direction;
    const point = this.#point;
    for (let i = 0; i < point.length; i++) point[i] = home[i]! + t * direction[i]!;
    for (const { offset, size } of this.#singles) {
      for (let i = offset; i < offset + size; i++) point[i] = Math.fround(point[i]!);
    }
    this.realised = t;
    return point;
  }
}

function singleEntries(layout: Layout): Uint8Array {
  const single = new Uint8Array(layout.size);
  for (const { type, offset, size } of layout.blocks) {
    if (type === 'float32') single.fill(1, offset, offset + size);
  }
  return single;
}

/** The smallest power of two that is not below 1 nor below |x|. */
export function scaleOf(x: number): number {
  const size = Math.abs(x);
  let scale = 1;
  // By doubling and not by logarithm, which is slow and may be rounded below the size.
  while (scale < size) scale *= 2;
  return scale;
}
