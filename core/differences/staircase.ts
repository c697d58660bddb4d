import type { Steps } from '../stream.ts';
import type { Line } from './line.ts';

/** Where to look, in units of the width: so many of these stretches must hold a jump. One or two are no staircase. */
const STRETCHES = [
  [0, 0.25],
  [0.25, 0.5],
  [0.5, 1],
  [-0.25, 0],
  [-0.5, -0.25],
  [-1, -0.5],
] as const;
const JUMPS = 3;
/** Where the loss is not finite at the ends, half the width may do. */
const TRIES = 8;
/** At both widths an interval that holds a slope is told from one that holds a jump; noise at narrower ones is heard otherwise. */
const WIDTHS = [2 ** -18, 2 ** -24];
/** A slope changes by 1/16 over so many halvings, a jump by a third where it was one of three. */
const LAG = 4;

/**
 * The height of the steps by which a loss moves along a line, 0 where it moves otherwise: in steps moves what is rounded,
 * and what has few digits left, such as log(1 - p) near p = 1. It stands still between them at every finer step.
 *
 * A jump is found by halving an interval towards the larger change, until the change no longer shrinks with it.
 *
 * @param loss - At the point.
 * @param isLikely - Whether the slope between two points far off, given to it, makes steps likely; else no more losses are spent.
 */
export function* staircase(line: Line, loss: number, isLikely: (slope: number) => boolean): Steps<number> {
  let width = line.scale;
  let [above, below] = [yield line.at(width), yield line.at(-width)];
  for (let tries = 1; !Number.isFinite(above + below); tries++) {
    if (tries === TRIES) return 0;
    width /= 2;
    [above, below] = [yield line.at(width), yield line.at(-width)];
  }
  if (!isLikely((above - below) / (2 * width))) {
    const near = width / 4;
    if (!isLikely(((yield line.at(near)) - (yield line.at(-near))) / (2 * near))) return 0;
  }
  let height = 0;
  let jumps = 0;
  for (const [from, to] of STRETCHES) {
    const jump = yield* jumpIn(line, loss, from * width, to * width);
    if (Number.isNaN(jump)) return 0;
    height = Math.max(height, jump);
    if (jump > 0 && ++jumps === JUMPS) return height;
  }
  return 0;
}

/** The height of a jump; 0 where the loss stands still, NaN where it slopes or is not finite. */
function* jumpIn(line: Line, loss: number, from: number, to: number): Steps<number> {
  let [a, b] = [from, to];
  let below = a === 0 ? loss : yield line.at(a);
  let above = b === 0 ? loss : yield line.at(b);
  const changes: number[] = [];
  for (const width of WIDTHS) {
    while (b - a > width || changes.length < LAG) {
      const middle = (a + b) / 2;
      const value = yield line.at(middle);
      if (value === below && value === above) return 0;
      if (Math.abs(value - below) > Math.abs(above - value)) [b, above] = [middle, value];
      else [a, below] = [middle, value];
      changes.push(Math.abs(above - below));
    }
    const before = changes.at(-LAG)!;
    if (!(changes.at(-1)! > before / 4)) return Number.NaN;
  }
  return changes.at(-1)!;
}
