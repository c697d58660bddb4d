/**
 * What a returned gradient does with memory: blocks that share one array, arrays that are those of the parameters, and
 * arrays that were returned by an earlier call already. None of this makes numbers wrong at once, all of it does later.
 */
export class Buffers {
  readonly #seen = new Set<object>();
  readonly #notes = new Set<string>();

  /** Takes note of one call: the tree it was given and the tree it returned. */
  look(params: unknown, gradient: unknown): void {
    const given = new Set(arraysOf(params, 'params').map(({ array }) => array));
    const here = new Map<object, string>();
    for (const { array, path } of arraysOf(gradient, 'gradient')) {
      const twin = here.get(array);
      if (twin !== undefined)
        this.#notes.add(`${twin} and ${path} are one and the same array: the later writes over the earlier`);
      else if (given.has(array))
        this.#notes.add(`${path} is the array of the parameters itself: who changes one changes both`);
      else if (this.#seen.has(array)) this.#notes.add(`${path} is the same array at every call: copy it to keep it`);
      here.set(array, path);
    }
    for (const array of here.keys()) this.#seen.add(array);
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }
}

/** The arrays and typed arrays at the leaves of a tree, which may be of any form. */
function arraysOf(tree: unknown, path: string, depth = 0): { array: object; path: string }[] {
  if (typeof tree !== 'object' || tree === null || depth > 8) return [];
  if (ArrayBuffer.isView(tree) || (Array.isArray(tree) && typeof tree[0] === 'number')) return [{ array: tree, path }];
  return Object.entries(tree).flatMap(([key, value]) =>
    arraysOf(value, Array.isArray(tree) ? `${path}[${key}]` : `${path}.${key}`, depth + 1),
  );
}
