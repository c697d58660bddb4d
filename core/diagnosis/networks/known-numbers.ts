import type { PointEvidence } from '../evidence.ts';

/** One entry of the right gradient, as far as it is known. */
export interface Known {
  readonly index: number;
  readonly value: number;
  /** How far it may be off. */
  readonly slack: number;
}

/** Twice the bound, which is an estimate. */
const MARGIN = 2;
const ROUNDING = 1e-9;
/** What the entries of a gradient lose when they are summed, relative to the largest. */
const LEAST = 1e-13;
/** What a screen that found no fault in a block says of its single entries. */
const SCREENED = 1e-5;

/** What is known of the right gradient: differences where they were taken, and the claim in blocks that nothing is wrong with; what tells most first. */
export function knownNumbers(point: PointEvidence, blame: readonly string[]): readonly Known[] {
  const least = Math.max(Number.MIN_VALUE, LEAST * point.claimed.reduce((most, x) => Math.max(most, Math.abs(x)), 0));
  const all = point.blocks.flatMap(({ block, entries }) => {
    const judged = entries.map(({ place, numeric, bound }) => ({
      index: block.offset + place,
      value: numeric,
      slack: MARGIN * bound + ROUNDING * Math.abs(numeric) + least,
    }));
    if (blame.includes(block.name) || entries.some(({ screened }) => !screened)) return judged;
    const claims = point.claimed.subarray(block.offset, block.offset + block.size);
    const rms = Math.sqrt(claims.reduce((total, x) => total + x * x, 0) / block.size);
    return Array.from(claims, (value, place) => ({
      index: block.offset + place,
      value,
      slack: SCREENED * rms + least,
    }));
  });
  const tells = ({ value, slack }: Known): number => Math.abs(value) / slack;
  return all.sort((a, b) => tells(b) - tells(a));
}
