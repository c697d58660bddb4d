import { listed } from '../core/describe.ts';
import { dataLeaves } from '../core/diagnosis/data-leaves.ts';
import { isSettled } from '../core/diagnosis/is-settled.ts';
import { saysTheSame } from '../core/diagnosis/says-the-same.ts';
import type { Counterexample, Diagnosis, GradientCheck, PropertyReport } from '../core/results.ts';
import { checkDetails } from './check-text.ts';
import { formatCount, formatError, formatNumber } from './format-number.ts';
import { ladderText } from './ladder-text.ts';
import { memoryText } from './memory-text.ts';
import { indent } from './table.ts';
import { toCode } from './to-code.ts';
import { wrapped } from './wrapped.ts';

/** Without the two spaces before every line. */
const WIDTH = 78;
/** Some fifty lines of code. */
const MOST_NUMBERS = 500;

/**
 * The report on a campaign as text. For a failure: what disagrees and why, the minimal case, the worst error seen, how
 * many cases were run, and the line that replays it.
 *
 * @param replay - How to run the case again, from its options such as `{ seed: 1, path: '0:2' }`. Default: by `checkProperty`.
 */
export function propertyText(report: PropertyReport, replay: (options: string) => string = byCheckProperty): string {
  const { name, ok, complaint, counterexample, memory, seed } = report;
  const lines = [ok ? `${name}: the gradient agrees with its loss` : `${name}: ${complaint}`];
  if (counterexample) {
    lines.push(...firstCauses(counterexample));
    // Why a check is invalid stands in the complaint.
    if (counterexample.check.verdict !== 'invalid' || counterexample.check.message !== complaint)
      lines.push(checkDetails(telling(counterexample)));
    const ladder = report.curve === undefined ? '' : ladderText(report.curve);
    if (ladder !== '') lines.push(indent(wrapped(ladder, WIDTH)));
    lines.push(indent(minimalCase(counterexample)));
    const { idle } = counterexample;
    if (idle.length > 0) lines.push(indent(wrapped(`do not matter (others fail as well): ${listed(idle)}`, WIDTH)));
  }
  lines.push(
    indent(
      [worstLine(report), runsLine(report)]
        .filter((line) => line !== '')
        .map((line) => wrapped(line, WIDTH))
        .join('\n'),
    ),
  );
  if (report.notes.length > 0)
    lines.push(indent(report.notes.map((note) => wrapped(`note: ${note}`, WIDTH)).join('\n')));
  const kept = memory === undefined ? '' : memoryText(memory);
  if (kept !== '') lines.push(indent(kept));
  // A stored case comes again by its value: its seed may lead elsewhere by now. One that was given was never drawn.
  if (!ok && !memory?.failing.length && counterexample?.path !== '') {
    const path = counterexample ? `, path: '${counterexample.path}'` : '';
    lines.push(indent(`replay: ${replay(`{ seed: ${seed}${path} }`)}`));
  }
  return lines.join('\n\n');
}

/** The whole case, so that it can be pasted, but for what no reader would look through. */
function minimalCase({ case: point, shrinks }: Counterexample): string {
  const numbers = dataLeaves(point, 'case').reduce((sum, { values }) => sum + values.length, 0);
  const isWhole = numbers <= MOST_NUMBERS;
  const cut = isWhole ? '' : `, of ${formatCount(numbers)} numbers, cut; the replay has them all`;
  const after = `${formatCount(shrinks)} ${shrinks === 1 ? 'shrink' : 'shrinks'}`;
  return `minimal case, after ${after}${cut}:\n${toCode(point, '', isWhole ? MOST_NUMBERS : undefined)}`;
}

function byCheckProperty(options: string): string {
  return `checkProperty(problem, cases, ${options})`;
}

/** What a large case told and the minimal one is too small to tell. */
function firstCauses({ firstDiagnoses, check }: Counterexample): readonly string[] {
  const told = new Set(check.diagnoses.map(({ kind, block }) => `${kind} ${block}`));
  const more = firstDiagnoses.filter(({ kind, block }) => kind !== 'unknown' && !told.has(`${kind} ${block}`));
  if (more.length === 0) return [];
  return [
    indent(
      ['in the case that failed first:', ...more.map(({ message }) => indent(wrapped(message, WIDTH - 2)))].join('\n'),
    ),
  ];
}

/** The minimal check without what it can only guess, where the case that failed first told the cause. */
function telling({ firstDiagnoses, check }: Counterexample): GradientCheck {
  if (!firstDiagnoses.some(isCause)) return check;
  const isOther = ({ kind, block }: Diagnosis): boolean =>
    firstDiagnoses.some((first) => isCause(first) && first.block === block && !saysTheSame(kind, first.kind));
  return { ...check, diagnoses: check.diagnoses.filter((one) => isCause(one) && !isOther(one)) };
}

function isCause(diagnosis: Diagnosis): boolean {
  return isSettled(diagnosis) && diagnosis.kind !== 'chain' && diagnosis.kind !== 'output-error';
}

function worstLine({ worst, resolution }: PropertyReport): string {
  if (worst === undefined) return '';
  const { entry, analytic, numeric } = worst.entry;
  if (worst.verdict === 'agrees')
    return `worst error seen: ${formatError(worst.error)}; resolution ${formatError(resolution)}`;
  return `worst error seen: ${formatError(worst.error)} of the entry, at ${entry} (analytic ${formatNumber(analytic)}, central difference ${formatNumber(numeric)})`;
}

function runsLine({ ok, runs, evaluations }: PropertyReport): string {
  const kinds = (['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const)
    .filter((verdict) => runs[verdict] > 0)
    // Of invalid cases only those are no failure at which the loss itself is not finite.
    .map(
      (verdict) =>
        `${formatCount(runs[verdict])} ${verdict}${verdict === 'invalid' && ok ? ': the loss is not finite there' : ''}`,
    );
  return `runs: ${formatCount(runs.done)} of ${formatCount(runs.asked)} (${kinds.join(', ')}), ${formatCount(evaluations.loss)} losses`;
}
