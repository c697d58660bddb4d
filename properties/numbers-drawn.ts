import fc from 'fast-check';
import type { Case } from '../core/problem.ts';
import { leavesOf } from '../generators/map-leaves.ts';

/** So many cases are drawn; so many numbers of a leaf are looked at in each, and kept of all. */
const DRAWN = 24;
const LOOKED_AT = 8;
const KEPT = 32;

/** Distinct numbers that an arbitrary draws in each leaf of its cases, by paths such as `params.W1`; the same for a seed. */
export function numbersDrawn(cases: fc.Arbitrary<Case>, seed: number): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, Set<number>>();
  for (const { params, data } of fc.sample(cases, { seed, numRuns: DRAWN })) {
    for (const { path, values } of [...leavesOf(params, 'params'), ...leavesOf(data, 'data')]) {
      const seen = numbers.get(path) ?? new Set();
      numbers.set(path, seen);
      for (const value of values.slice(0, LOOKED_AT)) {
        if (seen.size < KEPT && Number.isFinite(value)) seen.add(value);
      }
    }
  }
  return new Map([...numbers].map(([path, seen]) => [path, [...seen]]));
}
