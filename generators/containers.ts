import { product } from '../core/leaf.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { shortestFloat32 } from './shortest-float32.ts';

/** What tensors are held in: `{ shape, data }`, nested arrays, a flat Float64Array or a flat Float32Array. */
export type Container = 'tensor' | 'nested' | 'flat' | 'float32';

/** What a tensor of `Rank` axes is held in. */
export type Held<Rank extends number, K extends Container> = {
  tensor: Tensor;
  nested: number extends Rank
    ? unknown
    : Rank extends 0
      ? number
      : Rank extends 1
        ? number[]
        : Rank extends 2
          ? number[][]
          : Rank extends 3
            ? number[][][]
            : unknown;
  flat: Float64Array;
  float32: Float32Array;
}[K];

/** How tensors go into one container and come out again. */
export interface Holder {
  readonly put: (value: Tensor) => unknown;
  /** The extents that a held value tells of its `rank` axes; none where it is flat and has more than one. */
  readonly extents: (value: unknown, rank: number) => readonly number[];
  /** Throws where the value does not have the shape. */
  readonly take: (value: unknown, shape: readonly number[]) => Tensor;
}

export const HOLDERS: Readonly<Record<Exclude<Container, 'tensor'>, Holder>> = {
  nested: {
    put: ({ shape, data }) => nest(shape, data, 0),
    extents: nestedExtents,
    take: (value, shape) => {
      if (String(nestedExtents(value, shape.length)) !== String(shape)) throw new TypeError('not the shape expected');
      return tensor(
        shape,
        shape.length === 0 ? [value as number] : ((value as number[]).flat(shape.length) as number[]),
      );
    },
  },
  flat: {
    put: ({ data }) => data.slice(),
    extents: (value, rank) => (rank === 1 && value instanceof Float64Array ? [value.length] : []),
    take: (value, shape) => tensor(shape, numbersOf(value, Float64Array)),
  },
  float32: {
    put: ({ data }) => Float32Array.from(data),
    extents: (value, rank) => (rank === 1 && value instanceof Float32Array ? [value.length] : []),
    take: (value, shape) => tensor(shape, Array.from(numbersOf(value, Float32Array), shortestFloat32)),
  },
};

function numbersOf<A extends Float64Array | Float32Array>(value: unknown, type: abstract new () => A): A {
  if (value instanceof type) return value;
  throw new TypeError(`expected a ${type.name}`);
}

function nest(shape: readonly number[], data: Float64Array, offset: number): unknown {
  const [extent, ...inner] = shape;
  if (extent === undefined) return data[offset];
  const stride = product(inner);
  return Array.from({ length: extent }, (_, i) => nest(inner, data, offset + i * stride));
}

function nestedExtents(value: unknown, rank: number): readonly number[] {
  return rank === 0 || !Array.isArray(value) ? [] : [value.length, ...nestedExtents(value[0], rank - 1)];
}
