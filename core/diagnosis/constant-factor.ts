import type { Diagnosis } from '../results.ts';
import type { Block } from '../tree.ts';
import type { EntryFinding } from '../verdict/findings.ts';

/**
 * The hypothesis that a block of the claimed gradient is a constant times the right one. The factor is fitted by least
 * squares and stands only if every entry keeps to it within the error of its central difference; a single entry, which
 * any factor fits, needs a short one.
 *
 * @param entries - The entries of the block that were judged.
 */
export function constantFactor(block: Block, entries: readonly EntryFinding[]): Diagnosis | undefined {
  // At a kink the central difference is a mean of two slopes, from which no factor can be read.
  const judged = entries.filter(
    ({ verdict, left, right }) => (verdict === 'agrees' || verdict === 'disagrees') && left === right,
  );
  // In units of the largest entry, whose square may overflow or vanish.
  const unit = judged.reduce((most, { numeric }) => Math.max(most, Math.abs(numeric)), 0);
  if (unit === 0) return undefined;
  let products = 0;
  let squares = 0;
  for (const { analytic, numeric } of judged) {
    products += (analytic / unit) * (numeric / unit);
    squares += (numeric / unit) ** 2;
  }
  const factor = rounded(products / squares);
  // Right where it can be told: what is blamed are subgradients that the caller rejects.
  if (factor === 1) return undefined;
  let residual = 0;
  let telling = 0;
  for (const { analytic, numeric, bound } of judged) {
    const off = Math.abs(analytic - factor * numeric);
    if (!(off <= (1 + Math.abs(factor)) * bound + 1e-9 * Math.abs(factor * numeric))) return undefined;
    residual = Math.max(residual, off);
    if (Math.abs(numeric) > 10 * bound) telling++;
  }
  if (telling === 0 || (telling === 1 && !isShort(factor))) return undefined;
  const where = entriesOf(block, judged.length);
  if (factor === 0) {
    return {
      kind: 'zero',
      block: block.name,
      message: `d${block.name} is 0 in ${where}, its central difference is not`,
      evidence: { entries: judged.length },
    };
  }
  return {
    kind: 'constant-factor',
    block: block.name,
    message: `d${block.name} is ${shortFactor(factor)} times its central difference in ${where} (largest residual ${residual.toExponential(0)})`,
    evidence: { factor, residual, entries: judged.length },
  };
}

function entriesOf({ size }: Block, judged: number): string {
  if (size === 1) return 'its only entry';
  return judged === size ? `all ${size} entries` : `all ${judged} entries looked at, of ${size}`;
}

/** A fitted factor within 1e-7 of a short number is that number. */
function rounded(factor: number): number {
  const short = Math.round(factor * 1000) / 1000;
  return Math.abs(factor - short) <= 1e-7 * Math.max(1, Math.abs(factor)) ? short : factor;
}

/** Whether a factor is one that a mistake makes: p/q with q up to 4, or one over an integer. */
function isShort(factor: number): boolean {
  const nearInteger = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-9 && Math.abs(x) <= 100;
  return [1, 2, 3, 4].some((q) => nearInteger(factor * q)) || nearInteger(1 / factor);
}

/** Three decimals, or what tells the factor from 1 and from 0. */
function shortFactor(factor: number): string {
  const size = Math.abs(factor);
  if (size >= 1e6 || size < 5e-4) return factor.toExponential(2);
  return Math.abs(factor - 1) < 5e-4 ? String(Number(factor.toPrecision(10))) : factor.toFixed(3);
}
