import type { Diagnosis } from '../results.ts';
import { isShort } from './is-short.ts';

/** Statements that a mistake further up in a network brings about as well. */
const OPEN: readonly string[] = [
  'unknown',
  'flat-loss',
  'only-where',
  'targets',
  'row-factors',
  'column-factors',
  'weights-multiple',
  'permuted',
];

/** Whether a block needs no other cause than the one that was found by looking at it alone. */
export function isSettled({ kind, evidence: { factor, name } }: Diagnosis): boolean {
  if (OPEN.includes(kind)) return false;
  // A factor of no meaning is what a derivative left out in one unit comes to.
  return factor === undefined || name !== undefined || isShort(Number(factor));
}
