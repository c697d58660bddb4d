import { checkDetectionAsync } from '../../properties/check-detection.ts';
import type { DetectionOptions } from '../../properties/controls/detection-options.ts';
import { encode } from '../../reports/encode.ts';
import { killTableText } from '../../reports/kill-table-text.ts';
import { casesFrom } from './cases-from.ts';
import { loadExports } from './exports.ts';
import { withProgress } from './progress.ts';
import { AGREES, CANNOT_TELL, DISAGREES, type Terminal } from './terminal.ts';

/**
 * Plants faults in the gradient that a file exports and writes which of them its cases catch.
 *
 * @returns The exit code: 0 all that differ are caught, 1 one survives, 2 cannot tell.
 * @throws UsageError for a file or an option that makes no sense.
 */
export async function powerFile(
  file: string,
  options: DetectionOptions,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const exported = await loadExports(file);
  const problem = { ...exported.problem, name: exported.problem.name ?? file };
  const report = await withProgress(
    terminal,
    (progress) => checkDetectionAsync(problem, casesFrom(file, exported), { ...options, ...progress }),
    'planted faults',
  );
  terminal.out(json ? JSON.stringify(encode(report, ''), null, 2) : killTableText(report));
  if (report.ok) return AGREES;
  return report.rows.some(({ outcome }) => outcome === 'survived') ? DISAGREES : CANNOT_TELL;
}
