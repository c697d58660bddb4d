import type { Steps } from '../stream.ts';
import type { Line } from './line.ts';

/** Where to look on either side, in units of the width: so many of these stretches must hold a jump. One or two are no staircase. */
const STRETCHES = [
  [0, 0.125],
  [0.125, 0.25],
  [0.25, 0.375],
  [0.375, 0.5],
  [0.5, 0.75],
  [0.75, 1],
] as const;
const JUMPS = 3;
/** So many more stretches than hold a jump may slope otherwise. */
const MISSES = 2;
/** Widths to look within, in scales of the line: steps may narrow, or the loss become infinite, further off. */
const AROUND = [2 ** 2, 2 ** -1, 2 ** -4, 2 ** -7];
/** Over the first the slope between large steps is measured, small ones included; over the second that between small ones. */
const FINE = [2 ** -26, 2 ** -32];
/** At both widths an interval that holds a slope is told from one that holds a jump; noise at narrower ones is heard otherwise. */
const WIDTHS = [2 ** -25, 2 ** -31];
/** A slope changes by 1/16 over so many halvings, a jump by a third where it was one of three. */
const LAG = 4;

/** A width at which steps are likely, and the sides where the loss is finite. */
interface Around {
  readonly width: number;
  readonly sides: readonly number[];
}

/** What a loss does between its steps: its slope there, and its noise. */
interface Tread {
  readonly slope: number;
  readonly noise: number;
}

/** Jumps within some width. */
interface Seen {
  readonly jumps: number;
  readonly height: number;
  /** Whether nothing at all moves in the nearest stretches. */
  readonly isStill: boolean;
}

/**
 * The height of the steps by which a loss moves along a line, beside the slope that it has between them; 0 where there are none.
 * In steps moves what is rounded, and what has few digits left, such as log(1 - p) near p = 1.
 *
 * A jump is found by halving an interval towards the larger change, until the change no longer shrinks with it.
 *
 * @param loss - At the point.
 * @param noise - The absolute noise of the loss: jumps below it are none.
 * @param isLikely - Whether the slope between two points far off, given to it, makes steps likely; else no more losses are spent.
 */
export function* staircase(
  line: Line,
  loss: number,
  noise: number,
  isLikely: (slope: number) => boolean,
): Steps<number> {
  const around: Around[] = [];
  for (const width of AROUND.map((share) => share * line.scale)) {
    const ends = [yield line.at(width), yield line.at(-width)] as const;
    const sides = [1, -1].filter((_, side) => Number.isFinite(ends[side]));
    if (sides.length > 0 && isLikely(slopeBetween(ends, loss, width))) around.push({ width, sides });
  }
  if (around.length === 0) return 0;
  for (const fine of FINE) {
    const tread = { slope: yield* slopeOver(line, loss, fine * line.scale), noise };
    for (const { width, sides } of around) {
      const { jumps, height, isStill } = yield* jumpsWithin(line, loss, tread, width, sides);
      if (jumps === JUMPS) return height;
      if (isStill) break;
    }
  }
  return 0;
}

function* slopeOver(line: Line, loss: number, width: number): Steps<number> {
  return slopeBetween([yield line.at(width), yield line.at(-width)], loss, width);
}

/** Over the sides where the loss is finite. */
function slopeBetween([above, below]: readonly [number, number], loss: number, width: number): number {
  if (!Number.isFinite(above)) return (loss - below) / width;
  return Number.isFinite(below) ? (above - below) / (2 * width) : (above - loss) / width;
}

/** The jumps of the nearest stretches, up to {@link JUMPS}, or to where the loss slopes otherwise too often. */
function* jumpsWithin(
  line: Line,
  loss: number,
  tread: Tread,
  width: number,
  sides: readonly number[],
): Generator<Float64Array, Seen, number> {
  let [jumps, misses, height, isStill] = [0, 0, 0, true];
  for (const [near, far] of STRETCHES) {
    for (const side of sides) {
      const jump = yield* jumpIn(line, loss, tread, side * near * width, side * far * width);
      if (near === 0 && jump !== 0) isStill = false;
      if (jump > 0) {
        height = Math.max(height, jump);
        jumps++;
      } else if (Number.isNaN(jump)) misses++;
      if (jumps === JUMPS || misses > jumps + MISSES) return { jumps, height, isStill };
    }
  }
  return { jumps, height, isStill };
}

/** The height of a jump; 0 where the loss keeps to its slope, NaN where it does not or is not finite. */
function* jumpIn(
  line: Line,
  loss: number,
  { slope, noise }: Tread,
  from: number,
  to: number,
): Generator<Float64Array, number, number> {
  let [a, b] = [from, to];
  let below = a === 0 ? loss : (yield line.at(a)) - slope * a;
  let above = (yield line.at(b)) - slope * b;
  const changes: number[] = [];
  for (const width of WIDTHS) {
    while (Math.abs(b - a) > width || changes.length < LAG) {
      const middle = (a + b) / 2;
      const value = (yield line.at(middle)) - slope * middle;
      const [left, right] = [Math.abs(value - below), Math.abs(above - value)];
      if (left <= noise && right <= noise) return 0;
      if (left > right) [b, above] = [middle, value];
      else [a, below] = [middle, value];
      changes.push(Math.max(left, right));
    }
    if (!(changes.at(-1)! > changes.at(-LAG)! / 4)) return Number.NaN;
  }
  return changes.at(-1)!;
}
