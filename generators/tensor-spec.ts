import { UsageError } from '../core/errors.ts';
import { product } from '../core/leaf.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { axisOf, type Dim } from './dims.ts';
import { drawValues } from './draw-values.ts';
import type { FieldSpec, Values } from './field-spec.ts';
import { readValues } from './read-values.ts';

/** Where values may lie. */
export interface Domain {
  /** Smaller values are mirrored at it, so that `least: 0` draws sizes of values. Default: none. */
  readonly least?: number;
  /** Larger values are set to it. Default: none. */
  readonly most?: number;
}

/** How a tensor is drawn, if not by values and a domain. */
interface Entries {
  readonly draw: FieldSpec<Tensor>['draw'];
  readonly accepts: (value: number) => boolean;
}

/** The description of a tensor field. */
export function tensorSpec(where: string, dims: readonly Dim[], { draw, accepts }: Entries): FieldSpec<Tensor> {
  const axes = dims.map((dim) => axisOf(dim, where));
  return {
    axes,
    isTensor: true,
    field: { kind: 'tensor', axes, allows: accepts },
    draw,
    extents: (value) => shapeOf(value) ?? [],
    accepts: (value, shape) => hasShape(value, shape) && value.data.every(accepts),
  };
}

/** The entries drawn by values and kept in a domain. */
export function entriesOf(where: string, values: Values | readonly Values[] | undefined, domain: Domain): Entries {
  const own = readValues(where, values);
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = domain;
  if (!(least < most)) throw new UsageError(`${where}: least must be below most, came ${least} and ${most}`);
  const inside = (x: number): number => Math.min(most, x < least ? 2 * least - x : x);
  return {
    draw: (source, shape, pick) => tensor(shape, drawValues(source, shape, pick(own)).data.map(inside)),
    accepts: (x) => x >= least && x <= most,
  };
}

function shapeOf(value: unknown): readonly number[] | undefined {
  const shape = (value as Partial<Tensor> | null | undefined)?.shape;
  return Array.isArray(shape) ? (shape as readonly number[]) : undefined;
}

/** Whether a value is a tensor of this shape. */
export function hasShape(value: unknown, shape: readonly number[]): value is Tensor {
  if (String(shapeOf(value)) !== String(shape)) return false;
  const { data } = value as Tensor;
  return data instanceof Float64Array && data.length === product(shape);
}
