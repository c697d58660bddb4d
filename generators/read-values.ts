import { UsageError } from '../core/errors.ts';
import { SCHEMES } from './draw-values.ts';
import type { Values } from './field-spec.ts';
import { REGIMES } from './regime.ts';

/** Names of values as a list of at least one; undefined where none are given. */
export function readValues(
  where: string,
  values: Values | readonly Values[] | undefined,
): readonly Values[] | undefined {
  if (values === undefined) return undefined;
  const list = typeof values === 'string' ? [values] : values;
  const all: readonly string[] = [...new Set<string>([...REGIMES, ...SCHEMES])];
  const unknown = list.find((name) => !all.includes(name));
  if (list.length > 0 && unknown === undefined) return list;
  throw new UsageError(`${where}: expected some of ${all.join(', ')}, came ${unknown ?? 'an empty list'}`);
}
