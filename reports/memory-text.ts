import type { MemoryReport } from '../core/results.ts';

/** What a report says of stored counterexamples; empty where there is nothing to say. */
export function memoryText({ file, replayed, passing, unfit, stored, notStored }: MemoryReport): string {
  const short = file.split(/[\\/]/).slice(-2).join('/');
  const lines: string[] = [];
  if (replayed > 0) lines.push(`replayed first: ${replayed} of ${short}`);
  if (passing.length > 0) {
    const list = passing.map(({ id, now }) => `${id} (now: ${now})`).join(', ');
    lines.push(`did not reproduce: ${list}; \`gradcheck prune\` removes what passes`);
  }
  for (const { id, message } of unfit) lines.push(`no longer fits: ${id}: ${message}`);
  if (stored !== undefined) lines.push(`stored as ${stored} in ${short}; it is replayed first on every run`);
  if (notStored !== undefined) lines.push(`not stored in ${short}: ${notStored}`);
  return lines.join('\n');
}
