/**
 * What a returned gradient does with memory: blocks that share one array, arrays that are those of the parameters, and
 * arrays that were returned by an earlier call already. None of this makes numbers wrong at once, all of it does later.
 */
export class Buffers {
  readonly #seen = new Set<object>();
  readonly #notes = new Set<string>();

  /** Takes note of one call: the tree it was given and the tree it returned. */
  look(params: unknown, gradient: unknown): void {
    const given = new Set(arraysOf(params));
    const here = new Map<object, number>();
    const returned = arraysOf(gradient);
    for (let i = 0; i < returned.length; i++) {
      const array = returned[i]!;
      const twin = here.get(array);
      if (twin !== undefined || given.has(array) || this.#seen.has(array)) {
        const paths = pathsOf(gradient);
        this.#notes.add(remark(paths[i]!, twin === undefined ? undefined : paths[twin]!, given.has(array)));
      }
      here.set(array, i);
    }
    for (const array of returned) this.#seen.add(array);
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }
}

function remark(path: string, twin: string | undefined, isGiven: boolean): string {
  if (twin !== undefined) return `${twin} and ${path} are one and the same array: the later writes over the earlier`;
  return isGiven
    ? `${path} is the array of the parameters itself: who changes one changes both`
    : `${path} is the same array at every call: copy it to keep it`;
}

/** The arrays and typed arrays at the leaves of a tree, which may be of any form. */
function arraysOf(tree: unknown): readonly object[] {
  const found: object[] = [];
  visit(tree, (array) => found.push(array));
  return found;
}

/** Where they stand, in the same order: asked for only where there is something to say. */
function pathsOf(gradient: unknown): readonly string[] {
  const found: string[] = [];
  visit(gradient, (_, keys, lists) => {
    found.push(keys.reduce((path, key, i) => (lists[i] ? `${path}[${key}]` : `${path}.${key}`), 'gradient'));
  });
  return found;
}

type See = (array: object, keys: readonly string[], lists: readonly boolean[]) => void;

/** @param keys - Of the way from the root, with whether each is that of a list. */
function visit(tree: unknown, see: See, keys: string[] = [], lists: boolean[] = []): void {
  if (typeof tree !== 'object' || tree === null || keys.length > 8) return;
  const isList = Array.isArray(tree);
  if (ArrayBuffer.isView(tree) || (isList && typeof tree[0] === 'number')) {
    see(tree, keys, lists);
    return;
  }
  lists.push(isList);
  for (const key of Object.keys(tree)) {
    keys.push(key);
    visit((tree as Record<string, unknown>)[key], see, keys, lists);
    keys.pop();
  }
  lists.pop();
}
