import type { Candidate, JudgedEntry } from './evidence.ts';

/** No agreement counts for more than this many decimals: numbers in examples are short, and coincide. */
const MOST = 5;

/**
 * How many decimals of the differences a candidate explains, beyond those that it was fitted to or picked by; undefined
 * where an entry does not keep to it. Entries with equal numbers count once.
 */
export function strength(
  { keeps, free, choices }: Pick<Candidate, 'keeps' | 'free' | 'choices'>,
  entries: readonly JudgedEntry[],
): number | undefined {
  const decimals = new Map<string, number>();
  for (const entry of entries) {
    const { off, slack } = keeps(entry);
    if (!(off <= slack)) return undefined;
    const { claimed, numeric, wrong } = entry;
    if (!wrong) continue;
    const explained = Math.min(MOST, Math.max(0, Math.log10(Math.abs(claimed - numeric) / (2 * slack))));
    decimals.set(`${claimed.toPrecision(6)} ${numeric.toPrecision(6)}`, explained);
  }
  const telling = [...decimals.values()].sort((a, b) => b - a).slice(free);
  return telling.reduce((sum, d) => sum + d, 0) - choices;
}
