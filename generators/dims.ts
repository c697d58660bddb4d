import { UsageError } from '../core/errors.ts';
import type { Axis } from './schema.ts';

/** The size of one axis: a fixed number, or a name such as `'h'` that other fields share; `'n+1'` is one more than `'n'`. */
export type Dim = string | number;

/** Sizes of named dimensions. */
export type Sizes = ReadonlyMap<string, number>;

/** A fixed size has the name '', which no size is stored under. */
export function axisOf(dim: Dim, where: string): Axis {
  if (typeof dim === 'number' && Number.isSafeInteger(dim) && dim >= 1) return { dim: '', extra: dim - 1 };
  const [, name, extra = '0'] = /^([A-Za-z]\w*)(?:\+(\d+))?$/.exec(String(dim)) ?? [];
  if (name !== undefined) return { dim: name, extra: Number(extra) };
  throw new UsageError(`${where}: a size is a whole number from 1 on or a name such as 'h' or 'n+1', came ${dim}`);
}

/** The extents of axes for given sizes. */
export function extentsOf(axes: readonly Axis[], sizes: Sizes): readonly number[] {
  return axes.map(({ dim, extra }) => (sizes.get(dim) ?? 1) + extra);
}
