import type { Case } from '../core/problem.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads the field at a path such as `data.lambda`; `params` alone is the whole of the parameters. */
export function fieldOf(point: Case, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Fields | undefined)?.[key], point);
}

/** The case with some fields replaced or added, the rest shared. */
export function withFields(point: Case, fields: ReadonlyMap<string, unknown>): Case {
  let result: Fields = { ...point };
  for (const [path, value] of fields) result = replaced(result, path.split('.'), value);
  return result as unknown as Case;
}

function replaced(parent: Fields | undefined, [key = '', ...inner]: readonly string[], value: unknown): Fields {
  return { ...parent, [key]: inner.length === 0 ? value : replaced(parent?.[key] as Fields | undefined, inner, value) };
}
