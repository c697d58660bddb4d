import type { Fn, Functions } from './functions.ts';
import { isPromise } from './is-promise.ts';
import { uniformSource } from './random.ts';
import { flatten, flattenLike, type Layout, unflatten } from './tree.ts';

/**
 * A vector-valued forward pass as a loss: its output projected on a random cotangent, summed in float64. The entries of
 * the cotangent are bounded away from 0 and from each other's size, and never all ones, which would hide that a backward
 * pass ignores it.
 *
 * @param vjp - `vjp(params, cotangent, data)`: a tree like params.
 */
export function projected(forward: Fn, vjp: (...all: unknown[]) => unknown, seed: number): Functions {
  let output: { readonly layout: Layout; readonly cotangent: Float64Array } | undefined;
  const project = (tree: unknown): number => {
    const values =
      output === undefined ? flatten(tree, 'output') : { flat: flattenLike(output.layout, tree, 'output') };
    if ('layout' in values) output = { layout: values.layout, cotangent: randomCotangent(values.flat.length, seed) };
    const { cotangent } = output!;
    let sum = 0;
    for (let i = 0; i < cotangent.length; i++) sum += cotangent[i]! * values.flat[i]!;
    return sum;
  };
  const pullback = (params: unknown, cotangent: Float64Array, data: unknown): unknown =>
    vjp(params, unflatten(output!.layout, cotangent), data);
  return {
    loss: (params, data) => {
      const tree = forward(params, data);
      return isPromise(tree) ? tree.then(project) : project(tree);
    },
    gradient: (params, data) => pullback(params, output!.cotangent, data),
    backward: {
      cotangent: () => output?.cotangent,
      times: (factor, params, data) =>
        pullback(
          params,
          output!.cotangent.map((c) => factor * c),
          data,
        ),
    },
  };
}

/** Random signs, sizes in [0.5, 1.5). */
export function randomCotangent(size: number, seed: number): Float64Array {
  const random = uniformSource(seed ^ 0x5bd1e995);
  return new Float64Array(size).map(() => {
    const u = 2 * random() - 1;
    return u < 0 ? u - 0.5 : u + 0.5;
  });
}
