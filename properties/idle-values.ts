import type { Case } from '../core/problem.ts';
import { leavesOf, mapLeaves, type NumberLeaf } from '../generators/map-leaves.ts';

/** How many other values are tried in a place. */
const TRIES = 3;
/** Leaves up to this size are looked at entry by entry. */
const ENTRYWISE = 12;
/** How many cases are tried in all. */
const MOST = 60;

/**
 * Finds the values of a failing case that do not matter: whichever other values that are drawn there stand in their
 * place, the case fails in the same way. Whole leaves first, then single entries.
 *
 * Yields the cases to try and is told whether they fail in the same way.
 *
 * @param drawn - Numbers that may stand in a leaf, by its path.
 * @returns Names such as `params.b1` and `data.X[0,2]`.
 */
export function* idleValues(
  point: Case,
  drawn: ReadonlyMap<string, readonly number[]>,
): Generator<Case, readonly string[], boolean> {
  const idle: string[] = [];
  let tried = 0;
  const others = { params: leavesOf(point.params, 'params'), data: leavesOf(point.data, 'data') };
  for (const leaf of [...others.params, ...others.data]) {
    const pool = drawn.get(leaf.path) ?? [];
    const places = [leaf.values.map((_, i) => i)];
    if (leaf.values.length > 1 && leaf.values.length <= ENTRYWISE) places.push(...leaf.values.map((_, i) => [i]));
    for (const place of places) {
      let matters = false;
      for (let attempt = 0; attempt < TRIES && !matters; attempt++) {
        const values = withOthers(leaf.values, place, pool, attempt);
        if (values === undefined || tried++ >= MOST) matters = true;
        else matters = !(yield replaced(point, leaf.path, values));
      }
      if (matters) continue;
      idle.push(place.length === leaf.values.length ? leaf.path : entryName(leaf, place[0]!));
      if (place.length === leaf.values.length) break;
    }
  }
  return idle;
}

/** Other values in some places of a leaf, each its own at every attempt; undefined where too few are known. */
function withOthers(
  values: readonly number[],
  place: readonly number[],
  pool: readonly number[],
  attempt: number,
): readonly number[] | undefined {
  const changed = [...values];
  for (const [n, i] of place.entries()) {
    const candidates = pool.filter((x) => x !== values[i]);
    if (candidates.length < TRIES) return undefined;
    changed[i] = candidates[(attempt + n * TRIES) % candidates.length]!;
  }
  return changed;
}

function replaced(point: Case, path: string, values: readonly number[]): Case {
  const replace = (leaf: NumberLeaf): readonly number[] => (leaf.path === path ? values : leaf.values);
  const params = mapLeaves(point.params, 'params', replace);
  return 'data' in point ? { params, data: mapLeaves(point.data, 'data', replace) } : { params };
}

function entryName({ path, shape }: NumberLeaf, index: number): string {
  const indices: number[] = [];
  let rest = index;
  for (const extent of [...shape].reverse()) {
    indices.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return `${path}[${indices.join()}]`;
}
