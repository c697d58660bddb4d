/** What says the same in more words is no alternative. */
const SAME_AS: Readonly<Record<string, readonly string[]>> = {
  zero: ['lines-zero'],
  'zero-beside-regulariser': ['lines-zero'],
  'constant-factor': ['lines-factor'],
  'constant-factor-beside-regulariser': ['lines-factor', 'constant-factor'],
  shifted: ['permuted'],
  reversed: ['permuted'],
};

/** Whether of two kinds of causes the second says no more than the first, in more words. */
export function saysTheSame(kind: string, wordier: string): boolean {
  return kind === wordier || (SAME_AS[kind] ?? []).includes(wordier);
}
