import type { z } from 'zod';
import { UsageError } from '../core/errors.ts';
import { VERSION } from '../core/version.ts';
import type { FileKind } from './parse-json.ts';

/**
 * A value that keeps to a schema.
 *
 * @param version - The one that is read here; both kinds of files have it in their field `version`.
 * @throws UsageError that names the file and the first place that does not.
 */
export function validated<T>(
  schema: z.ZodType<T>,
  value: unknown,
  name: string,
  { called, advice, version }: FileKind & { readonly version: number },
): T {
  const kind = kindOf(value);
  if (kind !== undefined && kind !== called) throw new UsageError(`${name}: is a ${kind}, expected a ${called}`);
  const written = (value as { version?: unknown } | null)?.version;
  if (typeof written === 'number' && written > version) {
    throw new UsageError(
      `${name}: version: expected ${version}, came ${written}: a newer gradcheck than ${VERSION} wrote it; use that one`,
    );
  }
  const hidden = prototypeKey(value);
  if (hidden !== undefined) throw new UsageError(`${name}: ${hidden}: is no name that can be used; ${advice}`);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue!.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  throw new UsageError(`${name}: ${place.replace(/^\./, '') || 'the whole'}: ${issue!.message}; ${advice}`);
}

/**
 * Where a key stands that would not come through: a schema leaves it out, or takes it for the prototype. The cases of a user
 * are not looked into, since no schema does.
 */
function prototypeKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') return key;
    const inside = key === 'case' ? undefined : prototypeKey(item);
    if (inside !== undefined) return `${key}.${inside}`;
  }
  return undefined;
}

/** What a value looks like; undefined where it looks like none of ours. */
function kindOf(value: unknown): FileKind['called'] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('format' in value && 'cases' in value) return 'file of counterexamples';
  if (!('properties' in value && 'version' in value)) return undefined;
  if (Array.isArray(value.properties)) return 'report';
  return 'waivers' in value || !('gradcheck' in value) ? 'baseline' : undefined;
}
