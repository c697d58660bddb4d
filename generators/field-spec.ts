import type { Scheme } from './draw-values.ts';
import type { RandomSource } from './random-source.ts';
import type { Regime } from './regime.ts';
import type { Axis, Field } from './schema.ts';

/** What values are drawn by: a regime, or a scheme for weights. */
export type Values = Regime | Scheme;

/** What a field of a case is: which sizes it shares, how it is drawn, and how a value of it is known and shrunk. */
export interface FieldSpec<T = unknown> {
  /** The sizes that the field has or depends on. */
  readonly axes: readonly Axis[];
  /** Whether the case may hold it in another container, such as nested arrays. */
  readonly isTensor: boolean;
  /** Whether it is a size itself, which follows from the tensors that have it. */
  readonly isSize?: boolean;
  /** How it shrinks. */
  readonly field: Field;
  /** `shape` has the extents of `axes`; `pick` chooses among these values, else among those of the case. */
  readonly draw: (source: RandomSource, shape: readonly number[], pick: (own?: readonly Values[]) => Values) => T;
  /** The extents of `axes` as far as a value tells, which may be of any type. */
  readonly extents: (value: unknown) => readonly (number | undefined)[];
  /** Whether a value has this shape and lies in the domain. */
  readonly accepts: (value: unknown, shape: readonly number[]) => boolean;
}
