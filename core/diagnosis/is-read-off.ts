import type { Candidate, View } from './evidence.ts';
import { isShort } from './is-short.ts';

/**
 * Whether a candidate may be stated without further evidence: one factor on a whole block, of which two entries tell, or
 * one where the factor is short; and entries that are exactly 0 beside others that are right.
 */
export function isReadOff({ kind, evidence: { factor } }: Candidate, { entries }: View): boolean {
  if (kind === 'lines-zero' || kind === 'zero-beside-regulariser') {
    return entries.every(({ wrong, claimed, numeric }) => !wrong || Math.abs(claimed) <= 1e-15 * Math.abs(numeric));
  }
  if (kind !== 'constant-factor' && kind !== 'zero') return false;
  const telling = entries.filter(({ numeric, bound }) => Math.abs(numeric) > 10 * bound).length;
  return telling > 1 || (telling === 1 && isShort(factor as number));
}
