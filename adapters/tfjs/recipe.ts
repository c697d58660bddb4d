import type * as tf from '@tensorflow/tfjs-core';
import type fc from 'fast-check';
import type { Case } from '../../core/problem.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { CaseArbitrary } from '../../generators/case-arbitrary.ts';
import { casesOf, type Drawn, type Fields } from '../../generators/cases-of.ts';
import { axisOf, type Dim } from '../../generators/dims.ts';
import type { Bounds } from '../../generators/draw-sizes.ts';
import { FieldArbitrary, type TensorArbitrary } from '../../generators/field.ts';
import type { Values } from '../../generators/field-spec.ts';
import type { Axis } from '../../generators/schema.ts';
import type { TensorTree } from './tensor-tree.ts';

/** How to draw cases of one operation, and how to call it. */
export interface Recipe {
  /** The name under which the gradient is registered; of an operation with a gradient of its own, how it is called. */
  readonly op: string;
  /** What sets this recipe apart from the others of the operation; empty where there is one. */
  readonly form: string;
  readonly cases: fc.Arbitrary<Case>;
  readonly call: (params: Readonly<Record<string, tf.Tensor>>, data: unknown) => TensorTree;
  /** Why a disagreement is a convention and no error. */
  readonly convention?: string;
}

/** What sets a recipe apart. */
export interface RecipeOptions {
  readonly form?: string;
  /** Bounds of sizes by name; names that the recipe does not have are passed over. */
  readonly sizes?: Readonly<Record<string, number | Bounds>>;
  readonly regimes?: readonly Values[];
  readonly convention?: string;
}

interface Ranks {
  readonly 0: tf.Scalar;
  readonly 1: tf.Tensor1D;
  readonly 2: tf.Tensor2D;
  readonly 3: tf.Tensor3D;
  readonly 4: tf.Tensor4D;
  readonly 5: tf.Tensor5D;
}

type OfRank<R> = R extends keyof Ranks ? Ranks[R] : tf.Tensor;

type Tensors<P> = {
  readonly [K in keyof P]: P[K] extends TensorArbitrary<infer R>
    ? OfRank<R>
    : P[K] extends readonly Dim[]
      ? OfRank<P[K]['length']>
      : tf.Tensor;
};

/** Values that float32 resolves; no magnitudes, whose noise would only hide what is wrong. */
const REGIMES: readonly Values[] = ['lattice', 'decimals', 'decimals', 'normal', 'normal', 'uniform', 'ties', 'sparse'];

/**
 * A recipe from named sizes: `params` are the inputs that are differentiated, `data` the attributes.
 *
 * @param call - Calls the operation with tensors of the ranks that `params` say.
 */
export function recipe<
  const P extends Readonly<Record<string, readonly Dim[] | TensorArbitrary>>,
  const D extends Readonly<Record<string, Fields>>,
>(
  op: string,
  params: P,
  data: D,
  call: (params: Tensors<P>, data: Drawn<D>) => TensorTree,
  { form = '', sizes = {}, regimes = REGIMES, convention }: RecipeOptions = {},
): Recipe {
  const fields = Object.keys(data).length === 0 ? { params } : { params, data };
  const named = namesIn([...Object.values(params), ...Object.values(data)]);
  const own = Object.fromEntries(Object.entries(sizes).filter(([name]) => named.has(name)));
  const cases = casesOf(fields as { params: P }, { sizes: own, regimes }) as CaseArbitrary<Case>;
  return {
    op,
    form,
    cases: cases.map((point) => ({ ...point, params: inFloat32(point.params as Record<string, Tensor>) })),
    call: call as unknown as Recipe['call'],
    ...(convention === undefined ? {} : { convention }),
  };
}

/** The sizes that fields have by name, so that the forms of an operation can share one table of bounds. */
function namesIn(fields: readonly Fields[]): ReadonlySet<string> {
  const axes = fields.flatMap((field) => (field instanceof FieldArbitrary ? field.spec.axes : readAxes(field)));
  return new Set(axes.map(({ dim }) => dim));
}

function readAxes(field: Fields): readonly Axis[] {
  return Array.isArray(field) ? (field as readonly Dim[]).map((dim) => axisOf(dim, 'recipe')) : [];
}

function inFloat32(params: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor<Float32Array>>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  );
}
