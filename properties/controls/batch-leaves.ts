import { dataLeaves } from '../../core/diagnosis/data-leaves.ts';
import { isPlainObject } from '../../core/leaf.ts';
import type { Case } from '../../core/problem.ts';
import { leavesOf, mapLeaves, type NumberLeaf } from '../../generators/map-leaves.ts';

/** Where the examples of a batch stand in the data. */
export interface Batch {
  /** The leaves that hold a row, or a column, for each of them, such as `data.X` and `data.y`. */
  readonly paths: ReadonlySet<string>;
  /** Whether an example is a row of a matrix, or its last axis. */
  readonly inRows: boolean;
  /** Where the list of examples stands, such as `data.batch`, if each is an item of its own. */
  readonly list?: string;
}

/**
 * Finds the examples: two leaves of the data at least whose first axes, or else last ones, are as long as each other in
 * every case, and among them a matrix or two vectors. Undefined where that is not clear.
 */
export function batchIn(points: readonly Case[]): Batch | undefined {
  return listIn(points) ?? leavesIn(points);
}

/** A list whose items hold the same parts, two at least, in every case. */
function listIn(points: readonly Case[]): Batch | undefined {
  const all = points.map(({ data }) => dataLeaves(data).map(({ path }) => path));
  const paths = (all[0] ?? []).filter((path) => path.includes('[]'));
  const list = paths[0]?.slice(0, paths[0].indexOf('[]'));
  if (list === undefined || paths.length < 2) return undefined;
  const isWhole = all.every(
    (own) =>
      paths.every((path) => path.startsWith(`${list}[]`) && own.includes(path)) &&
      own.every((path) => paths.includes(path) || !path.startsWith(`${list}[`)),
  );
  return isWhole ? { paths: new Set(paths), inRows: true, list } : undefined;
}

function leavesIn(points: readonly Case[]): Batch | undefined {
  const all = points.map(({ data }) => leavesOf(data, 'data').filter(({ shape }) => shape.length > 0));
  const names = (all[0] ?? []).map(({ path }) => path);
  const seen = points.map(({ data }) => dataLeaves(data).filter(({ shape }) => shape.length > 0));
  for (const inRows of [true, false]) {
    for (const main of names) {
      const shares = (path: string): boolean =>
        all.every((leaves) => {
          const [own, other] = [main, path].map((name) => leaves.find((leaf) => leaf.path === name));
          return own !== undefined && other !== undefined && extent(own, inRows) === extent(other, inRows);
        });
      const paths = names.filter(shares);
      // What the diagnosis takes for data but cannot be rebuilt here, such as integer arrays, may be of the batch as well.
      const isWhole = seen.every((leaves) => leaves.every(({ path }) => names.includes(path)));
      if (paths.length > 1 && isWhole) return { paths: new Set(paths), inRows };
    }
  }
  return undefined;
}

/** The number of examples in a case. */
export function examplesIn({ data }: Case, { paths, inRows, list }: Batch): number {
  if (list !== undefined) return dataLeaves(data).find(({ path }) => paths.has(path))?.shape[0] ?? 0;
  const leaf = leavesOf(data, 'data').find(({ path }) => paths.has(path));
  return leaf === undefined ? 0 : extent(leaf, inRows);
}

/**
 * A case whose examples are other ones of it.
 *
 * @param from - The example that takes the place of each.
 * @param only - The leaves in which that happens. Default: all of the batch.
 */
export function withExamples(
  point: Case,
  { paths, inRows, list }: Batch,
  from: (i: number) => number,
  only: (path: string) => boolean = () => true,
): Case {
  if (list !== undefined) return { params: point.params, data: withItems(point.data, 'data', list, from, only) };
  const replace = (leaf: NumberLeaf): readonly number[] => {
    if (!paths.has(leaf.path) || !only(leaf.path)) return leaf.values;
    const m = extent(leaf, inRows);
    const stride = inRows ? leaf.values.length / m : 1;
    const exampleOf = (place: number): number => Math.floor(place / stride) % m;
    return leaf.values.map((_, place) => leaf.values[place + (from(exampleOf(place)) - exampleOf(place)) * stride]!);
  };
  return { params: point.params, data: mapLeaves(point.data, 'data', replace) };
}

/** The list with other items, or parts of them, in the place of each. */
function withItems(
  value: unknown,
  path: string,
  list: string,
  from: (i: number) => number,
  only: (path: string) => boolean,
): unknown {
  if (path === list && Array.isArray(value)) {
    return value.map((item, i) => {
      const others = new Map(leavesOf(value[from(i)], `${list}[]`).map((leaf) => [leaf.path, leaf.values]));
      return mapLeaves(item, `${list}[]`, (leaf) =>
        only(leaf.path) ? (others.get(leaf.path) ?? leaf.values) : leaf.values,
      );
    });
  }
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withItems(item, `${path}.${key}`, list, from, only)]),
  );
}

function extent({ shape }: NumberLeaf, inRows: boolean): number {
  return (inRows ? shape[0] : shape.at(-1)) ?? 0;
}
