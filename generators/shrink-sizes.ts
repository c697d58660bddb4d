import type { Case } from '../core/problem.ts';
import { keepIndices } from './keep-indices.ts';
import type { Schema } from './schema.ts';
import type { ShrinkStep } from './shrink-step.ts';

/** Smaller sizes: all to 1, to 2 or to a half, then each by itself, then two that are equal, since a failure may need a square. */
export function shrinkSizes(point: Case, schema: Schema): readonly ShrinkStep[] {
  const large = [...schema.sizes].filter(([, size]) => size > 1);
  const keep = (kept: Iterable<readonly [string, readonly number[]]>): Case =>
    keepIndices(point, schema, new Map(kept));
  const together = (dims: readonly string[], size: number): ShrinkStep => ({
    name: `sizes ${dims.join(' ')}`,
    *smaller() {
      for (const indices of fewer(size)) yield keep(dims.map((dim) => [dim, indices]));
    },
  });
  return [
    ...(large.length > 1 ? [{ name: 'all sizes', smaller: () => allAtOnce(large).map(keep) }] : []),
    ...large.map(([dim, size]) => together([dim], size)),
    ...large.flatMap(([dim, size], i) =>
      large
        .slice(i + 1)
        .filter(([, other]) => other === size)
        .map(([other]) => together([dim, other], size)),
    ),
  ];
}

function allAtOnce(sizes: readonly (readonly [string, number])[]): (readonly [string, readonly number[]])[][] {
  const most = Math.max(...sizes.map(([, size]) => size));
  return [...new Set([1, 2, Math.ceil(most / 2)])]
    .filter((least) => least < most)
    .map((least) => sizes.map(([dim, size]) => [dim, range(0, Math.min(size, least))]));
}

/** Which of `size` indices to keep: one, a half, all but one of the last eight. */
function fewer(size: number): Iterable<readonly number[]> {
  const half = Math.ceil(size / 2);
  const kept = [[0], [size - 1], range(0, half), range(size - half, size)];
  for (let gone = size - 1; gone >= Math.max(0, size - 8); gone--) {
    kept.push(range(0, size).filter((i) => i !== gone));
  }
  return new Map(kept.map((indices) => [String(indices), indices])).values();
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
