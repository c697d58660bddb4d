import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { compareReports } from '../../reports/compare-reports.ts';
import { baselineChanges } from '../../reports/gate/baseline-changes.ts';
import { baselineOf } from '../../reports/gate/baseline-of.ts';
import { gateMarkdown } from '../../reports/gate/gate-markdown.ts';
import { gateText } from '../../reports/gate/gate-text.ts';
import { keyOf } from '../../reports/gate/key-of.ts';
import { readBaseline } from '../../reports/gate/read-baseline.ts';
import { reportMarkdown } from '../../reports/github/report-markdown.ts';
import { htmlReport } from '../../reports/html/html-report.ts';
import { observationsOf } from '../../reports/observations-of.ts';
import { readText } from '../../reports/read-text.ts';
import { reportJson } from '../../reports/report-json.ts';
import type { ReportFile } from '../../reports/report-schema.ts';
import { summaryTable } from '../../reports/summary-table.ts';
import { oneLine } from '../../reports/table.ts';
import { writeFile } from '../../reports/write-file.ts';
import { paintFor } from '../colours.ts';
import { BASELINE, runGate } from '../run-gate.ts';
import { mergeFiles } from './merge-files.ts';
import { REPORT, reportIn } from './read-files.ts';
import { AGREES, DISAGREES, type Terminal } from './terminal.ts';

/** Where editors find what a baseline may hold. */
const SCHEMA = './node_modules/gradcheck/schema/gradcheck-baseline.schema.json';

interface ShowFlags {
  readonly html?: string;
  readonly observations?: string;
  readonly markdown?: true;
}

interface GateFlags {
  readonly report: string;
  readonly baseline: string;
  readonly update?: true;
  readonly markdown?: string;
}

/**
 * Adds the commands that work on reports: `report`, `merge`, `gate` and `compare`.
 *
 * @param exit - Takes the exit code of a command.
 */
export function addReportCommands(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command('report')
    .description('show a report')
    .argument('[file]', 'as the plugin of vitest writes it', REPORT)
    .option('--html <file>', 'write it as a page to read in a browser')
    .option('--observations <file>', 'write it as observations, a line of JSON each; drawn cases where it holds them')
    .option('--markdown', 'write it as Markdown')
    .action(async (file: string, { html, observations, markdown }: ShowFlags) => {
      const report = reportIn(file);
      if (html !== undefined) {
        writeFile(html, await htmlReport(report));
        terminal.out(`${html}: written`);
      }
      if (observations !== undefined) {
        writeFile(observations, observationsOf(report, statSync(file).mtimeMs / 1000));
        terminal.out(`${observations}: written`);
      }
      if (markdown) terminal.out(reportMarkdown(report));
      if (html === undefined && observations === undefined && !markdown) showTable(report, terminal);
    });

  program
    .command('merge')
    .description('put the reports of shards together as one')
    .argument('<files...>', 'reports')
    .option('-o, --output <file>', 'where to write it', REPORT)
    .action((files: readonly string[], { output }: { readonly output: string }) => {
      const merged = mergeFiles(files.map((name) => ({ name, report: reportIn(name) })));
      writeFile(output, reportJson(merged));
      terminal.out(`${output}: ${merged.properties.length} properties of ${files.length} reports`);
      for (const what of merged.missing) terminal.out(`missing: ${what}`);
    });

  program
    .command('gate')
    .description('compare a report with the baseline of the project')
    .option('--report <file>', 'the report', REPORT)
    .option('--baseline <file>', 'the baseline', BASELINE)
    .option('--update', 'make the report the baseline, and say what changed')
    .option('--markdown <file>', 'add what the gate says to a file, as Markdown')
    .addHelpText('after', '\nExit code: 0 open, 1 shut, 2 bad usage or files that cannot be read.')
    .action((flags: GateFlags) => {
      const report = reportIn(flags.report);
      if (flags.update) return update(report, flags.baseline, terminal);
      const result = runGate(report, flags.baseline);
      terminal.out(gateText(result));
      if (flags.markdown !== undefined) appendFileSync(flags.markdown, gateMarkdown(result));
      return exit(result.ok ? AGREES : DISAGREES);
    });

  program
    .command('compare')
    .description('say what is worse, better or otherwise different in another report')
    .argument('<base>', 'the report before')
    .argument('<head>', 'the report after')
    .action((base: string, head: string) => {
      const changes = compareReports(reportIn(base), reportIn(head));
      terminal.out(changes.length === 0 ? 'nothing changed' : changes.join('\n'));
    });
}

function update(report: ReportFile, file: string, terminal: Terminal): void {
  if (!report.complete || report.shard !== undefined) {
    throw new UsageError('gate: a run that is not complete makes no baseline; merge its shards or run it again');
  }
  if (report.properties.length === 0) {
    throw new UsageError('gate: a run without a property makes no baseline; were all tests skipped?');
  }
  const before = existsSync(file) ? readBaseline(readText(file), file) : undefined;
  const after = baselineOf(report, before);
  const changes = baselineChanges(before, after);
  const failing = report.properties
    .filter(({ ok }) => !ok)
    .map((record) => `${keyOf(record)}: fails; mend or waive it`);
  writeFile(file, `${JSON.stringify({ $schema: before?.$schema ?? SCHEMA, ...after }, null, 2)}\n`);
  terminal.out(
    [...changes, ...failing.map(oneLine), `${file}: ${changes.length === 0 ? 'nothing changed' : 'written'}`].join(
      '\n',
    ),
  );
}

function showTable(report: ReportFile, { out, colours, columns = 100 }: Terminal): void {
  out(summaryTable(report, { columns, paint: paintFor(colours), most: Infinity }));
  for (const { ok, text } of report.properties) if (!ok) out(`\n${text}`);
}
