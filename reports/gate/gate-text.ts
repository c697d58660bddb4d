import type { GateResult } from './gate.ts';

/** What a gate says, one line per cause. */
export function gateText({ ok, causes, notes }: GateResult): string {
  return [
    ...causes.map(({ key, message }) => `${key}: ${message}`),
    ...notes.map((note) => `note: ${note}`),
    ok ? 'gate: open' : `gate: shut, ${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}`,
  ].join('\n');
}
