import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor } from './draw.ts';
import { sum } from './maths.ts';

/** What comes from upstream, one number for every element. */
export interface Upstream {
  readonly cotangent: Float64Array;
}

type Element<D, R> = (x: number, data: D, i: number) => R;

/**
 * An operation on single elements under a loss of sum(cotangent * value(x)).
 *
 * @param derivative - d value / dx of one element.
 * @param wrong - What the wrong gradient holds for one element, upstream cotangent and all.
 */
export function elementwise<D extends Upstream>(
  value: Element<D, number>,
  derivative: Element<D, number>,
  wrong: (x: number, upstream: number, data: D, i: number) => number,
): Pick<Bug<Float64Array, D>, 'loss' | 'right' | 'wrong'> {
  return {
    loss: (params, data) => sum(params.map((x, i) => data.cotangent[i]! * value(x, data, i))),
    right: (params, data) => params.map((x, i) => data.cotangent[i]! * derivative(x, data, i)),
    wrong: () => (params, data) => params.map((x, i) => wrong(x, data.cotangent[i]!, data, i)),
  };
}

/** A case of one to four elements: `x` as the parameters, the other fields as vectors of the data. */
export interface ElementCase<E> {
  readonly params: Float64Array;
  readonly data: Upstream & { readonly [K in Exclude<keyof E, 'x'>]: Float64Array };
}

/** Cases of one to four elements with random cotangents. */
export function elementCases<E extends { readonly x: number }>(element: fc.Arbitrary<E>): fc.Arbitrary<ElementCase<E>> {
  return fc.array(fc.tuple(element, factor()), { minLength: 1, maxLength: 4 }).map((drawn) => {
    const column = (name: keyof E): Float64Array =>
      Float64Array.from(drawn, ([one]) => (one as Record<keyof E, number>)[name]);
    const names = Object.keys(drawn[0]![0]).filter((name) => name !== 'x');
    const data = Object.fromEntries(names.map((name) => [name, column(name as keyof E)]));
    const cotangent = Float64Array.from(drawn, ([, c]) => c);
    return { params: column('x'), data: { ...data, cotangent } as unknown as ElementCase<E>['data'] };
  });
}
