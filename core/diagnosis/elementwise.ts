import type { DataLeaf } from './data-leaves.ts';
import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { activationsOf } from './networks/activations.ts';
import { slopeMistakes } from './networks/slope-mistakes.ts';

/** What a loss multiplies single entries with: a leaf of the data with one number for each of them. */
interface Cotangent {
  readonly path: string;
  readonly at: (entry: JudgedEntry) => number;
}

/**
 * The block goes through a function of single entries, and what comes back from above is one number for each of them: it may
 * be forgotten or taken twice, and the derivative may be another one.
 */
export function elementwise(view: View): readonly Candidate[] {
  if (view.beside !== '') return [];
  const { leaves, upstream } = view.point;
  const back = upstream
    ? [{ path: 'the cotangent', shape: [upstream.cotangent.length], values: upstream.cotangent }]
    : [];
  const cotangents = [...leaves, ...back].flatMap((leaf) => cotangentOf(leaf, view));
  return [
    ...cotangents.flatMap((cotangent) => ofUpstream(view, cotangent, cotangents.length)),
    ...ofSlopes(view, cotangents),
  ];
}

function cotangentOf({ path, shape, values }: DataLeaf, { block }: View): readonly Cotangent[] {
  if (shape.length > 0 && values.length === block.size && Array.from(values).some((x) => x !== 0))
    return [{ path, at: ({ place }) => values[place]! }];
  return [];
}

function ofUpstream({ block }: View, { path, at }: Cotangent, tried: number): readonly Candidate[] {
  const candidate = (
    kind: string,
    says: string,
    value: (entry: JudgedEntry) => number,
    carry: (c: number) => number,
  ): Candidate => ({
    kind,
    keeps: keepsTo((entry) => ({ value: value(entry), error: entry.bound * Math.abs(carry(at(entry))) })),
    free: 0,
    choices: Math.log10(2 * tried),
    say: (residual) => `d${block.name}: ${says} (largest residual ${residual})`,
    evidence: { data: path },
  });
  return [
    candidate(
      'upstream-ones',
      `${path} is not multiplied in`,
      (entry) => entry.numeric / at(entry),
      (c) => 1 / c,
    ),
    candidate(
      'upstream-squared',
      `${path} is multiplied in twice`,
      (entry) => entry.numeric * at(entry),
      (c) => c,
    ),
  ];
}

function ofSlopes(view: View, cotangents: readonly Cotangent[]): readonly Candidate[] {
  const { block, entries, point } = view;
  const numbers = point.names.scalars.map(({ value }) => value);
  const x = ({ place }: JudgedEntry): number => point.at[block.offset + place]!;
  const above: readonly Cotangent[] = [{ path: '', at: () => 1 }, ...cotangents];
  const found = activationsOf(numbers).flatMap((activation) =>
    above
      .filter(({ at }) => {
        const isRight = keepsTo((entry) => ({ value: at(entry) * activation.slope(x(entry)), error: entry.bound }));
        return entries.every((entry) => {
          const { off, slack } = isRight({ ...entry, claimed: entry.numeric });
          return off <= slack;
        });
      })
      .map(({ at }) => ({ activation, at })),
  );
  const mistakes = found.flatMap(({ activation, at }) =>
    slopeMistakes(activation, numbers).map((mistake) => ({ ...mistake, at })),
  );
  return mistakes.map(
    ({ kind, says, slope, at }): Candidate => ({
      kind,
      keeps: keepsTo((entry) => ({ value: at(entry) * slope(x(entry)), error: entry.bound })),
      free: 0,
      choices: Math.log10(mistakes.length),
      say: (residual) => `d${block.name}: ${says} (largest residual ${residual})`,
      evidence: { derivative: says },
    }),
  );
}
