import { type Array as JaxArray, jvp, numpy, vjp } from '@jax-js/jax';
import { describe } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';
import type { Leaf } from '../../core/leaf.ts';
import type { JvpProblem, VjpProblem } from '../../core/problem.ts';
import type { Tensor } from '../../core/tensor.ts';
import { mapLeaves, mapTensors } from '../map-leaves.ts';

/** An array of jax-js, or a list or an object of these. */
export type ArrayTree = JaxArray | ArrayTree[] | { [name: string]: ArrayTree };

/** Options of {@link jaxProblem}. */
export interface JaxOptions {
  /** Shown in reports. Default: the name of the function. */
  readonly name?: string;
  /** Of the arrays that the function is given. Default: `'float64'`, which jax-js has on its wasm backend only. */
  readonly dtype?: 'float32' | 'float64';
}

/** Exponentials, sines and their kin are computed in float32 whatever the type: so much of a value is noise. */
const PRECISION = { float32: 'float32', float64: 2 ** -26 } as const;

/**
 * The problem of a jax-js function: its forward pass with the products that `vjp` and `jvp` of jax-js claim, which must
 * also be adjoint to each other.
 *
 * In the case, parameters are numbers, nested arrays, typed arrays or `{ shape, data }` wherever the function takes
 * arrays; in data, typed arrays and `{ shape, data }` become arrays. Every call gets arrays of its own, since functions of
 * jax-js consume what they are given: use `.ref` for all uses of an array but the last.
 *
 * @param f - Takes an array, or a list or an object of arrays, and the data; returns an array or a tree of arrays.
 * @throws UsageError where the platform lacks what jax-js needs, as Node does before 24.
 * @example
 * if ('Float16Array' in globalThis) {
 *   const problem = jaxProblem((x: ReturnType<typeof numpy.array>) => numpy.sin(x.ref).mul(x));
 *   checkGradient(problem, { params: [0.5, -1] }).verdict; // 'agrees'
 * }
 */
export function jaxProblem<T, D = unknown>(
  f: (params: T, data: D) => ArrayTree,
  { name = f.name || 'jax', dtype = 'float64' }: JaxOptions = {},
): VjpProblem<unknown, unknown> & JvpProblem<unknown, unknown> {
  if (!('Float16Array' in globalThis)) {
    throw new UsageError('jaxProblem: jax-js needs Float16Array; run it on Node 24 or later, or in a current browser');
  }
  const array = (values: ArrayLike<number>, shape: readonly number[]): JaxArray =>
    numpy.array(dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values), {
      shape: [...shape],
      dtype: dtype === 'float64' ? numpy.float64 : numpy.float32,
    });
  const arrays = (tree: unknown): ArrayTree =>
    mapLeaves(tree, (values, { shape }: Leaf) => array(values, shape)) as ArrayTree;
  const at = (data: unknown) => (params: ArrayTree) => f(params as T, mapTensors(data, array) as D);
  return {
    name,
    precision: PRECISION[dtype],
    forward: (params, data) => readArrays(at(data)(arrays(params))),
    vjp: (params, cotangent, data) => {
      const [output, pull] = vjp(at(data), [arrays(params)]);
      disposeArrays(output);
      const [gradient] = pull(arrays(cotangent)) as unknown as [ArrayTree];
      pull.dispose();
      return readArrays(gradient);
    },
    jvp: (params, tangent, data) => {
      const [output, product] = jvp(at(data), [arrays(params)], [arrays(tangent)]);
      disposeArrays(output);
      return readArrays(product);
    },
  };
}

/** Reads an array back, which consumes it. */
function readArrays(tree: ArrayTree): unknown {
  if (isArray(tree)) {
    const shape = [...tree.shape];
    const values = tree.dataSync();
    return { shape, data: Float64Array.from(values as ArrayLike<number>) } satisfies Tensor;
  }
  if (typeof tree !== 'object' || tree === null) {
    throw new TypeError(`expected an array of jax-js, or a list or an object of these, came ${describe(tree)}`);
  }
  if (Array.isArray(tree)) return tree.map(readArrays);
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, readArrays(part)]));
}

function disposeArrays(tree: ArrayTree): void {
  if (isArray(tree)) tree.dispose();
  else for (const part of Object.values(tree)) disposeArrays(part);
}

function isArray(tree: unknown): tree is JaxArray {
  return typeof (tree as Partial<JaxArray> | null)?.dataSync === 'function';
}
