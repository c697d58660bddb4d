import type { BlockEvidence } from './evidence.ts';

/** `all 15 entries`, or how many of them were looked at. */
export function allEntries({ block: { size }, entries }: BlockEvidence): string {
  if (size === 1) return 'its only entry';
  // Of 0 and 0 there is no ratio.
  const telling = entries.filter(({ wrong, numeric, bound }) => wrong || Math.abs(numeric) > 10 * bound).length;
  if (telling === 1) return 'the only entry that tells';
  return entries.length === size ? `all ${size} entries` : `all ${entries.length} entries looked at, of ${size}`;
}

/** `row 2`, `rows 0 and 3`, `rows 0, 1, 2 and 5 more`. */
export function listOf(word: string, numbers: readonly number[]): string {
  if (numbers.length === 1) return `${word} ${numbers[0]}`;
  if (numbers.length > 4) return `${word}s ${numbers.slice(0, 3).join(', ')} and ${numbers.length - 3} more`;
  return `${word}s ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
