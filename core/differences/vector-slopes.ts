import type { OutputRequest, Steps } from '../stream.ts';
import type { Arithmetic } from './arithmetic.ts';
import { Ladder } from './ladder.ts';
import type { Line } from './line.ts';
import { noiseOf } from './noise.ts';
import type { Slope } from './slope.ts';

/** The output of the forward pass at a point, NaN where there is none. */
export function* outputAt(point: Float64Array, size: number): Steps<Float64Array> {
  const request: OutputRequest = { outputAt: point };
  yield request;
  return request.output ?? new Float64Array(size).fill(Number.NaN);
}

/** The slopes of all outputs along a line, each by a ladder of its own over the same evaluations. */
export function* vectorSlopes(
  line: Line,
  output: Float64Array,
  noise: Float64Array,
  arithmetic: Arithmetic,
): Steps<readonly Slope[]> {
  const ladders = Array.from(noise, (eps) => new Ladder(eps, arithmetic, line.scale));
  const open = new Set(ladders.keys());
  for (let step = arithmetic.firstStep * line.scale; open.size > 0; step /= arithmetic.ratio) {
    const above = yield* outputAt(line.at(step), output.length);
    const up = line.realised;
    const below = yield* outputAt(line.at(-step), output.length);
    const down = -line.realised;
    for (const i of open) {
      const ladder = ladders[i]!;
      ladder.add(output[i]!, above[i]!, up, below[i]!, down);
      if (ladder.step === 0) open.delete(i);
    }
  }
  return ladders.map((ladder) => ladder.slope());
}

/**
 * The noise of every output along a line, by ECNoise on the same points.
 *
 * @param spacing - Between the points.
 */
export function* vectorNoise(
  line: Line,
  spacing: number,
  output: Float64Array,
  arithmetic: Arithmetic,
): Steps<Float64Array> {
  const side = function* (sign: number): Steps<Float64Array> {
    const values = [output];
    for (let i = 1; i <= 7; i++) values.push(yield* outputAt(line.at(sign * i * spacing), output.length));
    return output.map((_, i) => 4 * noiseOf(Float64Array.from(values, (all) => all[i]!)));
  };
  const floor = output.map((value) => 2 * arithmetic.unit * Math.max(1, Math.abs(value)));
  const above = yield* side(1);
  // A kink between the values reads as noise; it is rarely on both sides.
  const below = above.some((noise, i) => noise > 1000 * floor[i]!) ? yield* side(-1) : above;
  return floor.map((least, i) => {
    const noise = Math.min(above[i]!, below[i]!);
    return Number.isFinite(noise) ? Math.max(least, noise) : least;
  });
}
