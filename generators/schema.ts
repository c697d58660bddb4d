/** One axis of a tensor: a named size that other tensors share, plus a fixed number of extra entries before it. */
export interface Axis {
  readonly dim: string;
  /** 1 for a matrix with a row or column of biases first. */
  readonly extra: number;
}

/** What one field of a case means, as far as shrinking must know it. */
export type Field =
  /** Values; only those that it `allows` (default: all) take their place. */
  | { readonly kind: 'tensor'; readonly axes: readonly Axis[]; readonly allows?: (value: number) => boolean }
  /** Targets; along `distribution` each example keeps a single 1, or a sum of 1, when entries are taken away. */
  | { readonly kind: 'targets'; readonly axes: readonly Axis[]; readonly distribution?: string }
  | { readonly kind: 'labels'; readonly examples: string; readonly classes: string; readonly first: 0 | 1 }
  | { readonly kind: 'number'; readonly least?: number }
  /** One of a list of options, the simplest first. */
  | { readonly kind: 'choice'; readonly options: readonly unknown[] };

/** The fields of a case by path (`params.W1`, `data.lambda`) and the size of every named dimension. */
export interface Schema {
  readonly fields: ReadonlyMap<string, Field>;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Axes written shortly: `axes('h', 'n+1')` is a matrix of h rows and n columns after one of biases.
 */
export function axes(...names: readonly string[]): readonly Axis[] {
  return names.map((name) => {
    const [dim = '', extra = '0'] = name.split('+');
    return { dim, extra: Number(extra) };
  });
}
