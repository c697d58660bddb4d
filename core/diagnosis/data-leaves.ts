/** A number, vector or matrix among the data of a case. */
export interface DataLeaf {
  /** Where it stands, e.g. `data.X`. */
  readonly path: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: ArrayLike<number>;
}

/** The numbers in the data of a case: scalars, vectors, nested arrays and tensors; what is no number is passed over. */
export function dataLeaves(data: unknown, path = 'data', parents: readonly unknown[] = []): readonly DataLeaf[] {
  if (typeof data === 'number') return [{ path, shape: [], values: [data] }];
  if (typeof data !== 'object' || data === null || parents.includes(data)) return [];
  const inner = [...parents, data];
  const numbers = vectorOf(data);
  if (numbers !== undefined) return [{ path, shape: [numbers.length], values: numbers }];
  if (Array.isArray(data))
    return stacked(
      data.map((item, i) => dataLeaves(item, `${path}[${i}]`, inner)),
      path,
    );
  const { shape, data: values } = data as { shape?: unknown; data?: unknown };
  const flat = vectorOf(values);
  const sizes = vectorOf(shape);
  if (flat !== undefined && sizes !== undefined && Array.from(sizes).reduce((a, b) => a * b, 1) === flat.length) {
    return [{ path, shape: Array.from(sizes), values: flat }];
  }
  return Object.entries(data).flatMap(([key, item]) => dataLeaves(item, `${path}.${key}`, inner));
}

function vectorOf(value: unknown): ArrayLike<number> | undefined {
  if (ArrayBuffer.isView(value)) {
    const numbers = value as unknown as ArrayLike<number>;
    return typeof numbers[0] === 'number' ? numbers : undefined;
  }
  return Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === 'number') ? value : undefined;
}

/**
 * What all items hold alike makes one leaf: rows a matrix, and a list of examples `{ x, y }` the leaves `[].x` and `[].y`.
 */
function stacked(items: readonly (readonly DataLeaf[])[], path: string): readonly DataLeaf[] {
  const named = items.map((leaves, i) => {
    const own = `${path}[${i}]`.length;
    return new Map(leaves.map((leaf) => [leaf.path.slice(own), leaf]));
  });
  const common = [...(named[0] ?? [])].filter(([name, { shape }]) =>
    named.every((leaves, i) => leaves.size === items[i]!.length && String(leaves.get(name)?.shape) === String(shape)),
  );
  const names = new Set(common.map(([name]) => name));
  return [
    ...common.map(([name, { shape }]) => ({
      path: name === '' ? path : `${path}[]${name}`,
      shape: [items.length, ...shape],
      values: named.flatMap((leaves) => Array.from(leaves.get(name)!.values)),
    })),
    ...named.flatMap((leaves) => [...leaves].flatMap(([name, leaf]) => (names.has(name) ? [] : [leaf]))),
  ];
}
