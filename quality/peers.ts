import type { LossProblem } from '../core/problem.ts';
import { flatten, flattenLike, type Layout, unflatten } from '../core/tree.ts';
import type { Network } from './networks.ts';

/** Losses and claimed gradient of a network as functions of the flat vector. */
export interface Flat {
  readonly at: Float64Array;
  readonly layout: Layout;
  readonly loss: (point: Float64Array) => number;
  readonly gradient: Float64Array;
}

export function flat(problem: LossProblem<Network['params'], Network['data']>, { params, data }: Network): Flat {
  const { flat: at, layout } = flatten(params);
  return {
    at,
    layout,
    loss: (point) => problem.loss(unflatten(layout, point) as Network['params'], data),
    gradient: flattenLike(layout, problem.gradient(params, data)),
  };
}

/** Plain central differences of one step, entry by entry: the numeric side of the classical rules. */
export function centralDifferences({ at, loss }: Flat, step: number): Float64Array {
  const point = at.slice();
  return at.map((x, i) => {
    point[i] = x + step;
    const above = loss(point);
    point[i] = x - step;
    const below = loss(point);
    point[i] = x;
    return (above - below) / (2 * step);
  });
}

/** The rule of the exercises: |g - n| / (|g| + |n|) < 1e-7 on differences of step 1e-7. */
export function classicalRule(numeric: Float64Array, gradient: Float64Array): boolean {
  let off = 0;
  let a = 0;
  let b = 0;
  for (let i = 0; i < gradient.length; i++) {
    off += (gradient[i]! - numeric[i]!) ** 2;
    a += gradient[i]! ** 2;
    b += numeric[i]! ** 2;
  }
  return off === 0 || Math.sqrt(off) / (Math.sqrt(a) + Math.sqrt(b)) < 1e-7;
}

/** torch.autograd.gradcheck, slow mode, as published: step 1e-6, |g - n| <= 1e-5 + 1e-3 |n| for every entry. */
export function torchSlowRule(numeric: Float64Array, gradient: Float64Array): boolean {
  return gradient.every((value, i) => Math.abs(value - numeric[i]!) <= 1e-5 + 1e-3 * Math.abs(numeric[i]!));
}

/**
 * torch.autograd.gradcheck, fast mode, as published: one random direction of non-negative entries and unit length, the
 * same tolerances scaled by the sum of its entries.
 */
export function torchFastRule({ at, loss, gradient }: Flat, direction: Float64Array): boolean {
  const along = (t: number): number => loss(at.map((x, i) => x + t * direction[i]!));
  const numeric = (along(1e-6) - along(-1e-6)) / 2e-6;
  const analytic = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  const sum = direction.reduce((total, value) => total + value, 0);
  return Math.abs(analytic - numeric) <= 1e-5 * sum + 1e-3 * Math.abs(numeric);
}
