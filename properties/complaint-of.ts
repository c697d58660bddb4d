import type { Runs } from '../core/results.ts';
import { formatNumber } from '../reports/format-number.ts';
import type { Coverage } from './coverage.ts';

/** What a campaign must show beside that no case failed. */
export interface Demands {
  /** The share of cases that must agree. */
  readonly agreeing: number;
  /** The percentage of cases that must show a label. */
  readonly cover: Readonly<Record<string, number>>;
}

/** Why a campaign in which no case failed is no pass all the same, in one sentence; empty where it is one. */
export function complaintOf(runs: Runs, coverage: Coverage, { agreeing, cover }: Demands): string {
  if (runs.done < runs.asked) return `only ${runs.done} of ${runs.asked} cases were run`;
  const share = runs.agrees / runs.done;
  if (share < agreeing) {
    return `only ${Math.round(100 * share)}% of the cases agree (${runs.kink} at kinks, ${runs.unresolved} unresolved), less than the ${formatNumber(100 * agreeing)}% asked; ${adviceOn(runs)}`;
  }
  return coverage.complaint(cover);
}

/** What to do about the cases that do not agree, by what most of them are. */
function adviceOn({ kink, unresolved, invalid }: Runs): string {
  if (unresolved > kink && unresolved > invalid) {
    return 'the loss is too noisy: declare its `precision`, or allow a coarser `resolution`';
  }
  return invalid > kink ? `in ${invalid} the loss is not finite: draw values at which it is` : 'draw other cases';
}
