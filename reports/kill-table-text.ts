import type { DetectionReport, DetectionRow } from '../core/results.ts';
import { formatCount } from './format-number.ts';
import { indent, table } from './table.ts';
import { wrapped } from './wrapped.ts';

const WIDTH = 80;
const NAME = 54;

/**
 * The report on planted faults as text of 80 columns: which run caught each of them and whether its cause was named, then
 * those that survived or could not be told from the right gradient, and why.
 *
 * @example
 * const square = { name: 'square', loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * const report = checkDetection(square, fc.constant({ params: 3 }), { seed: 1 });
 * killTableText(report).split('\n')[0]; // 'square: 10 of 10 planted faults were caught, 8 of them named'
 */
export function killTableText(report: DetectionReport): string {
  const { name, complaint, rows, killed, of, named, numRuns, seed, evaluations } = report;
  const caught = `${formatCount(killed)} of ${formatCount(of)} planted faults were caught, ${formatCount(named)} of them named`;
  if (rows.length === 0) return wrapped(`${name}: ${complaint}`);
  const told = rows.filter(({ outcome }) => outcome !== 'equivalent');
  return [
    wrapped(`${name}: ${caught}`),
    ...(told.length === 0 ? [] : [indent(table(['fault', 'caught in run', 'named'], told.map(cells)))]),
    ...reasons('survived, though they differ from the right gradient:', rows, 'survived'),
    ...reasons('equivalent, since they never differed from it:', rows, 'equivalent'),
    ...(complaint === '' || told.some(({ outcome }) => outcome === 'survived')
      ? []
      : [indent(wrapped(complaint, WIDTH - 2))]),
    indent(`${formatCount(numRuns)} cases a fault, seed ${seed}, ${formatCount(evaluations.loss)} losses`),
  ].join('\n\n');
}

function cells({ fault, outcome, caughtAt, named }: DetectionRow): string[] {
  const short = fault.length > NAME ? `${fault.slice(0, NAME - 3)}...` : fault;
  return outcome === 'killed' ? [short, String(caughtAt), named ? 'yes' : 'no'] : [short, 'never', ''];
}

/** Faults of one outcome, those of the same reason together. */
function reasons(title: string, rows: readonly DetectionRow[], outcome: DetectionRow['outcome']): readonly string[] {
  const faults = new Map<string, string[]>();
  for (const { fault, because = '', ...row } of rows) {
    if (row.outcome === outcome) faults.set(because, [...(faults.get(because) ?? []), fault]);
  }
  if (faults.size === 0) return [];
  const lines = [...faults].map(([because, names]) => indent(wrapped(`${names.join(', ')}: ${because}`, WIDTH - 4), 4));
  return [[indent(title), ...lines].join('\n')];
}
