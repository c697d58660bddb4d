import { axisOf, type Dim } from './dims.ts';
import { FieldArbitrary } from './field.ts';
import type { RandomSource } from './random-source.ts';

/** Whole numbers from `first` on, one of `classes` for each of `examples`: class labels, or indices into an axis. */
export function indexField(
  where: string,
  examples: Dim,
  classes: Dim,
  first: 0 | 1,
  draw: (source: RandomSource, count: number, classes: number) => readonly number[],
): FieldArbitrary<readonly number[]> {
  const axes = [axisOf(examples, where), axisOf(classes, where)] as const;
  return new FieldArbitrary({
    axes,
    isTensor: false,
    field: { kind: 'labels', examples: axes[0].dim, classes: axes[1].dim, first },
    draw: (source, [count = 0, size = 0]) => draw(source, count, size),
    extents: (value) => (isNumbers(value) ? [value.length, Math.max(...value) + 1 - first] : []),
    accepts: (value, [count, size]) =>
      isNumbers(value) &&
      value.length === count &&
      value.every((x) => Number.isInteger(x) && x >= first && x < size! + first),
  });
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((x) => typeof x === 'number');
}
