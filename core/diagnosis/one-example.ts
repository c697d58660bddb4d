import { designs } from './designs.ts';
import type { Candidate, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { pseudoInverse } from './pseudo-inverse.ts';

/** With more examples than inputs their shares cannot be told, but one that is wrong, or stands alone, still shows by its direction. */
export function oneExample(view: View): readonly Candidate[] {
  return designs(view, view.point.leaves)
    .filter(({ examples }) => examples.length > 1 && pseudoInverse(examples) === undefined)
    .flatMap(({ examples, inputs, word, path }) =>
      examples.flatMap((x, i) => {
        if (examples.some((other, k) => k !== i && isParallel(x, other)) || new Set(x).size === 1) return [];
        const where = `example ${i} (${word} ${i} of ${path})`;
        const by = inputs === 'row' ? 'column' : 'row';
        return [
          along(
            view,
            x,
            by,
            true,
            examples.length,
            `the difference is made of ${where} alone: it is left out, has another weight, or its error is wrong`,
          ),
          along(view, x, by, false, examples.length, `${where} alone counts, of ${examples.length}`),
        ];
      }),
    );
}

/** The claim, or its difference to the right gradient, is a multiple of one example in every unit. */
function along(
  view: View,
  x: readonly number[],
  by: 'row' | 'column',
  isDifference: boolean,
  count: number,
  text: string,
): Candidate {
  const { block, entries, beside } = view;
  const input = by === 'row' ? 'column' : 'row';
  const units = new Map<number, { products: number; squares: number; error: number }>();
  for (const entry of entries) {
    const sums = units.get(entry[by]) ?? { products: 0, squares: 0, error: 0 };
    const v = x[entry[input]]!;
    sums.products += (entry.claimed - (isDifference ? entry.numeric : 0)) * v;
    sums.squares += v * v;
    sums.error += Math.abs(v) * entry.bound;
    units.set(entry[by], sums);
  }
  return {
    kind: 'examples',
    keeps: keepsTo((entry) => {
      const { products, squares, error } = units.get(entry[by])!;
      const v = squares === 0 ? 0 : x[entry[input]]! / squares;
      return {
        value: (isDifference ? entry.numeric : 0) + products * v,
        error: isDifference ? entry.bound + error * Math.abs(v) : 0,
      };
    }),
    free: units.size,
    choices: Math.log10(2 * count),
    say: (residual) => `d${block.name}: ${text}${beside} (largest residual ${residual})`,
    evidence: {},
  };
}

function isParallel(a: readonly number[], b: readonly number[]): boolean {
  const dot = (u: readonly number[], v: readonly number[]): number => u.reduce((sum, x, j) => sum + x * v[j]!, 0);
  return dot(a, b) ** 2 >= (1 - 1e-9) * dot(a, a) * dot(b, b);
}
