import type { CoverageRow, Verdict } from '../core/results.ts';
import { formatNumber } from '../reports/format-number.ts';

const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const;

/** Counts what the cases of a campaign show, and with which verdict. */
export class Coverage {
  readonly #counts = new Map<string, Record<Verdict, number>>();
  /** How many cases were seen. */
  cases = 0;

  see(labels: Iterable<string>, verdict: Verdict): void {
    this.cases++;
    for (const label of labels) this.#countsOf(label)[verdict]++;
  }

  /** Adds what was counted elsewhere; the cases are to be counted apart. */
  add({ label, ...row }: CoverageRow): void {
    const counts = this.#countsOf(label);
    for (const verdict of VERDICTS) counts[verdict] += row[verdict];
  }

  #countsOf(label: string): Record<Verdict, number> {
    const counts = this.#counts.get(label) ?? { agrees: 0, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
    this.#counts.set(label, counts);
    return counts;
  }

  /** Everything seen, the most frequent first, then by name. */
  rows(): readonly CoverageRow[] {
    return [...this.#counts]
      .map(([label, verdicts]) => ({ label, runs: sum(Object.values(verdicts)), ...verdicts }))
      .sort((a, b) => b.runs - a.runs || (a.label < b.label ? -1 : 1));
  }

  /** The first demand that was not met, in one sentence; empty when all were. */
  complaint(cover: Readonly<Record<string, number>>): string {
    for (const [label, percent] of Object.entries(cover)) {
      const counts = this.#counts.get(label);
      if (counts === undefined) {
        const seen = this.rows().map(({ label }) => `'${label}'`);
        return `no case shows '${label}', of which cover asks ${formatNumber(percent)}%; seen were ${seen.join(', ') || 'no labels at all'}`;
      }
      const share = (100 * sum(Object.values(counts))) / this.cases;
      if (share < percent) {
        return `only ${formatNumber(share)}% of the cases show '${label}', of which cover asks ${formatNumber(percent)}%; draw more of them`;
      }
    }
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
