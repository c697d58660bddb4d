import { styleText } from 'node:util';
import type { PropertyReport } from '../../core/results.ts';
import { checkPropertyAsync } from '../../properties/check-property.ts';
import { failureKind } from '../../properties/failure-kind.ts';
import { type PropertyOptions, readPropertyOptions } from '../../properties/property-options.ts';
import { encode } from '../../reports/encode.ts';
import { observationsOf } from '../../reports/observations-of.ts';
import { propertyText } from '../../reports/property-text.ts';
import { recordOf } from '../../reports/record-of.ts';
import { reportOf } from '../../reports/report-of.ts';
import { writeFile } from '../../reports/write-file.ts';
import { atExample } from '../at-example.ts';
import { casesFrom } from './cases-from.ts';
import { checkInWorkers } from './check-in-workers.ts';
import { type Exports, loadExports } from './exports.ts';
import { withProgress } from './progress.ts';
import { AGREES, CANNOT_TELL, DISAGREES, type Terminal } from './terminal.ts';

/** What `check` leaves beside its text. */
interface CheckOutputs {
  readonly json?: boolean;
  /** Threads. Default: 1. */
  readonly workers?: number;
  /** A file for observations. Default: none. */
  readonly observations?: string;
}

/**
 * Checks the problem that a file exports and writes the report: over its `cases`, or over cases like its example and then
 * at the example itself.
 *
 * @returns The exit code: 0 agrees, 1 disagrees, 2 cannot tell.
 * @throws UsageError for a file or an option that makes no sense.
 */
export async function checkFile(
  file: string,
  options: PropertyOptions,
  { json = false, workers = 1, observations }: CheckOutputs,
  terminal: Terminal,
): Promise<number> {
  const runStart = Date.now() / 1000;
  const asked = observations === undefined ? options : { ...options, observe: true };
  const { report, where } = await reportOn(file, await loadExports(file), asked, workers, terminal);
  const { counterexample } = report;
  if (observations !== undefined) {
    const record = recordOf(report, { file: report.name === file ? '' : file, test: '' });
    writeFile(observations, observationsOf(reportOf([record]), runStart));
  }
  if (json) terminal.out(JSON.stringify(encode(report, ''), null, 2));
  else {
    terminal.out(painted(propertyText(report), report, terminal));
    if (where === 'example') terminal.out('\n  at the example itself; cases like it agree');
    else if (counterexample) {
      terminal.out(`  or: gradcheck check ${file} --seed ${report.seed} --path ${counterexample.path}`);
    }
  }
  if (report.ok) return AGREES;
  return counterexample !== undefined && failureKind(counterexample.check) !== undefined ? DISAGREES : CANNOT_TELL;
}

async function reportOn(
  file: string,
  exports: Exports,
  options: PropertyOptions,
  workers: number,
  terminal: Terminal,
): Promise<{ readonly report: PropertyReport; readonly where: 'cases' | 'example' }> {
  const { example } = exports;
  const problem = { ...exports.problem, name: exports.problem.name ?? file };
  const drawn = casesFrom(file, exports);
  const report =
    workers > 1 && options.path === undefined
      ? await checkInWorkers(file, options, workers)
      : await withProgress(terminal, (progress) => checkPropertyAsync(problem, drawn, { ...options, ...progress }));
  if (!report.ok || example === undefined || options.path !== undefined) return { report, where: 'cases' };
  const once = await atExample(problem, example, readPropertyOptions(options).check);
  return once === undefined ? { report, where: 'cases' } : { report: once, where: 'example' };
}

function painted(text: string, { ok }: PropertyReport, { colours }: Terminal): string {
  if (!colours) return text;
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  return styleText(ok ? 'green' : 'red', first, { validateStream: false }) + text.slice(first.length);
}
