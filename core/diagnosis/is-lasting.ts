/** Causes that a block of one entry shows as well as a large one: these must stay while a case shrinks. */
const LASTING: readonly string[] = ['constant-factor', 'zero'];

/** Whether a cause can be told from a block of one entry, so that a case that shows it keeps showing it while it shrinks. */
export function isLasting(kind: string): boolean {
  return LASTING.includes(kind);
}
