import type { z } from 'zod';
import { UsageError } from '../core/errors.ts';

/** A value that keeps to a schema. @throws {@link UsageError} that names the file and the first place that does not. */
export function validated<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue!.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  throw new UsageError(`${name}: ${place.replace(/^\./, '') || 'the whole'}: ${issue!.message}`);
}
