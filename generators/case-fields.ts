import type { Case } from '../core/problem.ts';

/** Reads the field at a path such as `data.lambda`; `params` alone is the whole of the parameters. */
export function fieldOf(point: Case, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], point);
}

/** The case with some fields replaced, the rest shared. */
export function withFields(point: Case, fields: ReadonlyMap<string, unknown>): Case {
  let params = point.params;
  let data = point.data;
  for (const [path, value] of fields) {
    const [part, key] = path.split('.') as [string, string?];
    if (key === undefined) params = value;
    else if (part === 'params') params = { ...(params as object), [key]: value };
    else data = { ...(data as object), [key]: value };
  }
  return data === undefined ? { params } : { params, data };
}
