import { designs } from './designs.ts';
import type { BlockEvidence, Candidate, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { sayWeights } from './say-weights.ts';
import { type Shares, shares } from './shares.ts';
import { views } from './views.ts';

/** The sum over examples in a bias is wrong, as the shares of the examples in the weights beside it tell. */
export function biasExamples(view: View): readonly Candidate[] {
  const { block, rows, columns, entries, point } = view;
  if (columns !== 1 || entries.length < rows) return [];
  const partners = point.blocks.filter(
    ({ block: other }) => other !== block && (other.shape.length === 2 || (other.shape.length === 1 && rows === 1)),
  );
  for (const partner of partners) {
    const known = sharesOf(partner, view);
    if (known) return candidates(view, known);
  }
  return [];
}

/** The shares in the weights that belong to a bias: what is right in it is their sum. */
function sharesOf(partner: BlockEvidence, view: View): Shares | undefined {
  for (const other of views(partner, view.point)) {
    for (const design of designs(other, view.point.leaves)) {
      const units = design.inputs === 'row' ? other.columns : other.rows;
      if (units !== view.rows || design.examples.length < 2) continue;
      const known = shares(other, design);
      if (known === undefined) continue;
      const keeps = keepsTo(({ row, bound }) => ({
        value: sum(known.right, row),
        error: bound + sum(known.error, row),
      }));
      const isSum = view.entries.every((entry) => {
        const { off, slack } = keeps({ ...entry, claimed: entry.numeric });
        return off <= slack;
      });
      if (isSum) return known;
    }
  }
  return undefined;
}

function candidates(view: View, known: Shares): readonly Candidate[] {
  const { design, right, error } = known;
  const { block, beside } = view;
  const m = right.length;
  const all = Array.from({ length: m }, (_, i) => i);
  const patterns = all.flatMap((k) => [
    all.map((i) => (i === k ? 0 : 1)),
    all.map((i) => (i === k ? 1 : 0)),
    all.map((i) => (i === k ? 2 : 1)),
  ]);
  const choices = Math.log10(patterns.length + 2);
  return [
    ...patterns.map(
      (weights): Candidate => ({
        kind: 'examples',
        keeps: keepsTo(({ row, numeric, bound }) => ({
          value: numeric + sum(right, row, (i) => weights[i]! - 1),
          error: bound + sum(error, row, (i) => Math.abs(weights[i]! - 1)),
        })),
        free: 0,
        choices,
        say: (residual) => `d${block.name}: ${sayWeights(weights, design)}${beside} (largest residual ${residual})`,
        evidence: { weights: weights.slice(0, 12).join(' '), data: design.path },
      }),
    ),
    ...(view.rows > 1 ? [summedOverUnits(view, known, choices)] : []),
  ];
}

function summedOverUnits({ block, beside }: View, { design, right, error }: Shares, choices: number): Candidate {
  return {
    kind: 'wrong-axis',
    keeps: keepsTo(({ row }) => ({
      value: (right[row] ?? []).reduce((total, share) => total + share, 0),
      error: (error[row] ?? []).reduce((total, share) => total + share, 0),
    })),
    free: 0,
    choices,
    say: (residual) =>
      `d${block.name} is summed over its units where the examples are due, one entry an example${beside} (largest residual ${residual})`,
    evidence: { data: design.path },
  };
}

function sum(table: readonly (readonly number[])[], unit: number, weight: (i: number) => number = () => 1): number {
  return table.reduce((total, row, i) => total + weight(i) * row[unit]!, 0);
}
