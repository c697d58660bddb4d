/** Causes that only a block of several entries, or more than one block, can show. */
const NEED_ROOM: readonly string[] = [
  'unknown',
  'chain',
  'output-error',
  'regulariser',
  'weights-multiple',
  'lines-zero',
  'lines-factor',
  'row-factors',
  'column-factors',
  'transposed',
  'reversed',
  'shifted',
  'permuted',
  'swapped',
  'wrong-axis',
  'targets',
  'examples',
  'constant-factor-beside-regulariser',
  'zero-beside-regulariser',
];

/** Whether a cause can be told from a block of one entry, so that a case that shows it keeps showing it while it shrinks. */
export function isLasting(kind: string): boolean {
  return !NEED_ROOM.includes(kind);
}
