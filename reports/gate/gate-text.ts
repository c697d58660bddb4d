import { oneLine } from '../table.ts';
import type { GateResult } from './gate.ts';

/** What a gate says, one line per cause, whatever is in names and messages. */
export function gateText({ ok, causes, notes }: GateResult): string {
  return [
    ...causes.map(({ key, message }) => oneLine(`${key}: ${message}`)),
    ...notes.map((note) => oneLine(`note: ${note}`)),
    ok ? 'gate: open' : `gate: shut, ${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}`,
  ].join('\n');
}
