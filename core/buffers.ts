interface Leaf {
  readonly array: object;
  readonly path: string;
}

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

/** Adds the arrays and typed arrays at the leaves of a tree, which may be of any form, to those found before. */
function arraysOf(tree: unknown, path: string, found: Leaf[] = [], depth = 0): Leaf[] {
  if (typeof tree !== 'object' || tree === null || depth > 8) return found;
  const isList = Array.isArray(tree);
  if (ArrayBuffer.isView(tree) || (isList && typeof tree[0] === 'number')) {
    found.push({ array: tree, path });
    return found;
  }
  for (const key of Object.keys(tree)) {
    const inner = isList ? `${path}[${key}]` : `${path}.${key}`;
    arraysOf((tree as Record<string, unknown>)[key], inner, found, depth + 1);
  }
  return found;
}
