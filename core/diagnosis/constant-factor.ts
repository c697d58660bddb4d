import type { Candidate, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { NAMES_TRIED, nameFactor, sayName } from './name-factor.ts';
import { shortFactor } from './short-factor.ts';
import { allEntries } from './words.ts';

/** Relative; what is known no better has no name. */
const MOST_ERROR = 1e-4;

/** The claimed gradient of a block is a constant times the right one, or nothing at all. */
export function constantFactor(view: View): readonly Candidate[] {
  const { block, entries, beside, point } = view;
  // In units of the largest entry, whose square may overflow or vanish.
  const unit = entries.reduce((most, { numeric }) => Math.max(most, Math.abs(numeric)), 0);
  if (unit === 0) return [];
  let products = 0;
  let squares = 0;
  for (const { claimed, numeric } of entries) {
    products += (claimed / unit) * (numeric / unit);
    squares += (numeric / unit) ** 2;
  }
  // The error of the factor, as least squares passes on those of the entries: all there is to go by in float32.
  const error =
    entries.reduce((sum, { numeric, bound }) => sum + Math.abs(numeric / unit) * (bound / unit), 0) / squares;
  const factor = rounded(products / squares);
  // Right where it can be told: what is blamed are subgradients that the caller rejects.
  if (factor === 1 || !Number.isFinite(factor)) return [];
  const named = nameFactor(factor, point.names, Math.min(error, MOST_ERROR * Math.abs(factor)));
  const suffix = beside === '' ? '' : '-beside-regulariser';
  const where = allEntries(view);
  const size = 1 + Math.abs(factor);
  return [
    {
      kind: (factor === 0 ? 'zero' : 'constant-factor') + suffix,
      keeps: keepsTo(({ numeric, bound }) => ({ value: factor * numeric, error: size * bound })),
      free: factor === 0 || named !== undefined ? 0 : 1,
      choices: factor === 0 ? 0 : NAMES_TRIED,
      say: (residual) =>
        factor === 0
          ? `d${block.name} is 0 in ${where}${beside}, its central difference is not`
          : `d${block.name} is ${shortFactor(factor)}${sayName(named)} times its central difference in ${where}${beside} (largest residual ${residual})`,
      evidence: { factor, entries: entries.length, ...(named?.name ? { name: named.name } : {}) },
    },
  ];
}

/** A fitted factor within 1e-7 of a short number is that number. */
function rounded(factor: number): number {
  const short = Math.round(factor * 1000) / 1000;
  return Math.abs(factor - short) <= 1e-7 * Math.max(1, Math.abs(factor)) ? short : factor;
}
