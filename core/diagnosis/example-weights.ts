import { designs } from './designs.ts';
import type { Candidate, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { logBinomial } from './log-binomial.ts';
import { sayWeights } from './say-weights.ts';
import { type Shares, shares } from './shares.ts';

/** How near a fitted weight must be to a whole one. */
const NEAR = 1e-5;

/** The examples of a batch enter a block of weights with wrong weights: left out, counted twice, one of them alone; or in another order. */
export function exampleWeights(view: View): readonly Candidate[] {
  if (view.block.size < 2) return [];
  return designs(view, view.point.leaves).flatMap((design) => {
    const known = shares(view, design);
    return known && design.examples.length > 1 ? [...reweighted(view, known), ...reordered(view, known)] : [];
  });
}

function reweighted(view: View, known: Shares): readonly Candidate[] {
  const { right, claimed, design } = known;
  const weights = right.map((own, i) => weightOf(own, claimed[i]!));
  const wrong = weights.flatMap((weight, i) => (weight === 1 ? [] : [i]));
  const kinds = new Set(wrong.map((i) => weights[i]!));
  if (wrong.length === 0 || new Set(weights).size === 1) return [];
  const free = [...kinds].filter((weight) => !Number.isInteger(weight)).length;
  // Many weights are no way to count, but what another mistake does to the examples.
  if (free > 0 && kinds.size > 1) return [];
  return [
    {
      kind: 'examples',
      keeps: fitTo(known, (i) => [[i, weights[i]!]]),
      free,
      choices: logBinomial(weights.length, wrong.length) + 0.6 * (kinds.size + 1),
      say: (residual) =>
        `d${view.block.name}: ${sayWeights(weights, design)}${view.beside} (largest residual ${residual})`,
      evidence: { weights: weights.slice(0, 12).join(' '), data: design.path },
    },
  ];
}

function reordered(view: View, known: Shares): readonly Candidate[] {
  const { design } = known;
  const m = design.examples.length;
  const all = Array.from({ length: m }, (_, i) => i);
  const orders: readonly (readonly [string, (i: number) => readonly (readonly [number, number])[]])[] = [
    ['meets the inputs of the next one', (i) => [[(i + 1) % m, 1]]],
    ['meets the inputs of the one before', (i) => [[(i + m - 1) % m, 1]]],
    ['meets the inputs of the last but so many', (i) => [[m - 1 - i, 1]]],
    ['meets the inputs of all of them', () => all.map((k) => [k, 1] as const)],
  ];
  return orders.map(
    ([name, meets]): Candidate => ({
      kind: 'examples',
      keeps: fitTo(known, meets),
      free: 0,
      choices: 2,
      say: (residual) =>
        `d${view.block.name}: the error of every example ${name} (${design.word}s of ${design.path})${view.beside} (largest residual ${residual})`,
      evidence: { order: name, data: design.path },
    }),
  );
}

/** The fit of a claim in which the share of each example is multiplied with the weighted inputs of the given ones. */
function fitTo({ design, right, error }: Shares, meets: (i: number) => readonly (readonly [number, number])[]) {
  const { examples, inputs } = design;
  return keepsTo((entry) => {
    const [unit, j] = inputs === 'row' ? [entry.column, entry.row] : [entry.row, entry.column];
    // As a change of the right number, so that only the examples at fault bring in their errors.
    let value = entry.numeric;
    let slack = entry.bound;
    for (const [i, x] of examples.entries()) {
      const change = meets(i).reduce((sum, [k, weight]) => sum + weight * examples[k]![j]!, 0) - x[j]!;
      value += right[i]![unit]! * change;
      slack += error[i]![unit]! * Math.abs(change);
    }
    return { value, error: slack };
  });
}

function weightOf(right: readonly number[], claimed: readonly number[]): number {
  let products = 0;
  let squares = 0;
  for (const [unit, share] of right.entries()) {
    products += share * claimed[unit]!;
    squares += share * share;
  }
  const weight = squares === 0 ? 1 : products / squares;
  // What has no share has any weight.
  return Math.abs(weight - Math.round(weight)) <= NEAR ? Math.round(weight) : weight;
}
