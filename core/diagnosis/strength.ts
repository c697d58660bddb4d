import type { Candidate, JudgedEntry } from './evidence.ts';

/** No agreement counts for more than this many decimals, where numbers are short, as those of small cases are, and coincide. */
export const MOST = 5;
/** Long numbers do not coincide by chance, which matters where few entries must tell. */
const MOST_OF_LONG = 9;
const FEW = 3;
/** Digits of a short number. */
const SHORT = 4;

/**
 * How many decimals of the differences a candidate explains, beyond those that it was fitted to or picked by; undefined
 * where an entry does not keep to it. Entries with equal numbers count once.
 */
export function strength(
  { keeps, free, choices }: Pick<Candidate, 'keeps' | 'free' | 'choices'>,
  entries: readonly JudgedEntry[],
): number | undefined {
  const decimals = new Map<string, number>();
  const few = entries.reduce((count, { wrong }) => count + Number(wrong), 0) <= FEW;
  for (const entry of entries) {
    const { off, slack } = keeps(entry);
    if (!(off <= slack)) return undefined;
    const { claimed, numeric, wrong } = entry;
    if (!wrong) continue;
    const difference = claimed - numeric;
    const most = few && isLong(difference, slack) && isLong(claimed, slack) ? MOST_OF_LONG : MOST;
    const explained = Math.min(most, Math.max(0, Math.log10(Math.abs(difference) / (2 * slack))));
    decimals.set(`${claimed.toPrecision(6)} ${numeric.toPrecision(6)}`, explained);
  }
  const telling = [...decimals.values()].sort((a, b) => b - a).slice(free);
  return telling.reduce((sum, d) => sum + d, 0) - choices;
}

/** Whether a number, known to `slack`, is told apart from every short decimal over 1 to 12. */
function isLong(x: number, slack: number): boolean {
  for (let q = 1; q <= 12; q++) {
    if (Math.abs(q * x - Number((q * x).toPrecision(SHORT))) <= 2 * q * slack) return false;
  }
  return true;
}
