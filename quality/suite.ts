/** A table of figures with the command, the seed and the words around it, ready for `docs/quality.md`. */
export interface Section {
  readonly title: string;
  readonly text: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What was asked for and not reached; empty when every target stands. */
  readonly misses: readonly string[];
  /** For whoever runs it, not for the file: what differs between machines. */
  readonly aside?: string;
}

/** A suite that judges the harness itself. `share` is 1 for the full campaign, less for the short form in the tests. */
export type Suite = (share: number) => Section;

/** The share of a number of cases, at least one. */
export function part(count: number, share: number): number {
  return Math.max(1, Math.round(count * share));
}

/** A Markdown table. */
export function markdown({ title, text, head, rows, misses }: Section): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const missed = misses.length === 0 ? 'Every target stands.' : misses.map((miss) => `- Missed: ${miss}`).join('\n');
  return [`## ${title}`, text, [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'), missed].join(
    '\n\n',
  );
}
