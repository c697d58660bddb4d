/** Thrown by a step that cannot be taken here, with the reason. */
export class Skipped extends Error {}

/** Takes steps one after the other, and prints a line about each. */
export interface Checklist {
  /** @returns What the step returns, or undefined where it failed or was skipped. */
  readonly step: <T>(name: string, take: () => { readonly says: string; readonly value?: T }) => T | undefined;
  /** Prints how many steps failed or were skipped. @returns The exit code: 0 where none failed. */
  readonly end: () => 0 | 1;
}

/** @param print - Takes a line. */
export function checklist(print: (line: string) => void): Checklist {
  const counts = { ok: 0, failed: 0, skipped: 0 };
  const line = (outcome: keyof typeof counts, name: string, says: string): undefined => {
    counts[outcome] += 1;
    print(`${(outcome === 'ok' ? 'ok' : outcome.toUpperCase()).padEnd(8)} ${name}: ${says}`);
  };
  return {
    step: (name, take) => {
      try {
        const { says, value } = take();
        line('ok', name, says);
        return value;
      } catch (error) {
        const { message } = error as Error;
        return line(error instanceof Skipped ? 'skipped' : 'failed', name, message);
      }
    },
    end: () => {
      print(`${counts.ok} ok, ${counts.failed} failed, ${counts.skipped} skipped`);
      return counts.failed === 0 ? 0 : 1;
    },
  };
}
