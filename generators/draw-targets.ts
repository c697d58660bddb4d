import { type Tensor, tensor } from '../core/tensor.ts';
import type { RandomSource } from './random-source.ts';

/** What the examples of a batch show: classes at random, a single class, or all but one. */
function drawPalette(source: RandomSource, classes: number): readonly number[] {
  const all = Array.from({ length: classes }, (_, k) => k);
  const chance = source.uniform();
  if (chance < 0.15) return [source.pick(all)];
  if (chance < 0.3 && classes > 1) return all.toSpliced(source.pick(all), 1);
  return all;
}

/** Classes of `m` examples, counted from `first`. */
export function drawLabels(source: RandomSource, m: number, classes: number, first: 0 | 1): readonly number[] {
  const palette = drawPalette(source, classes);
  return Array.from({ length: m }, () => source.pick(palette) + first);
}

/** Targets 0 or 1. */
export function drawTargets(source: RandomSource, shape: readonly number[]): Tensor {
  return tensor(
    shape,
    tensor(shape).data.map(() => source.integer(0, 1)),
  );
}

/** Rows with a single 1. */
export function drawOneHot(source: RandomSource, m: number, classes: number): Tensor {
  const result = tensor([m, classes]);
  for (const [i, label] of drawLabels(source, m, classes, 0).entries()) result.data[i * classes + label] = 1;
  return result;
}

/** Rows of probabilities: twentieths, which are short to read, exact 0 and 1 among them. */
export function drawSoft(source: RandomSource, m: number, classes: number): Tensor {
  const result = tensor([m, classes]);
  for (let i = 0; i < m; i++) {
    let left = 20;
    for (let k = 0; k < classes; k++) {
      const share = k === classes - 1 ? left : source.integer(0, Math.min(left, Math.ceil((2 * left) / (classes - k))));
      result.data[i * classes + k] = share / 20;
      left -= share;
    }
  }
  return result;
}

/** No regulariser a third of the time, else one that cannot be overlooked. */
export function drawLambda(source: RandomSource): number {
  return source.pick([0, 0, 0.1, 0.5, 1, 3]);
}
