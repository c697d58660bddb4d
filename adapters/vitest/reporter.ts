import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';
import { UsageError } from '../../core/errors.ts';
import { gateMarkdown } from '../../reports/gate/gate-markdown.ts';
import { gateText } from '../../reports/gate/gate-text.ts';
import { githubAnnotation } from '../../reports/github/github-annotation.ts';
import { reportMarkdown } from '../../reports/github/report-markdown.ts';
import { reportJson } from '../../reports/report-json.ts';
import { reportOf } from '../../reports/report-of.ts';
import type { PropertyRecord, ReportFile, ShardRecord } from '../../reports/report-schema.ts';
import { summaryTable } from '../../reports/summary-table.ts';
import { writeFile } from '../../reports/write-file.ts';
import { hasColours, paintFor } from '../colours.ts';
import { BASELINE, runGate } from '../run-gate.ts';
import { type Collected, collected } from './collected.ts';
import { shardFromEnvironment } from './defaults.ts';
import { liveLines } from './live-lines.ts';
import { partOfRun } from './part-of-run.ts';
import type { ReportOptions } from './report-options.ts';

/** Reporters of vitest whose output must stay theirs alone. */
const MACHINES = ['json', 'junit', 'tap', 'tap-flat'];

/** What a merge of vitest cannot put together: of the blobs that hold the same test file it keeps the last alone. */
const PARTS =
  'campaigns that were split by GRADCHECK_SHARD (put the reports of their jobs together with `gradcheck merge`)';

/**
 * The reporter that the plugin installs: a table of all properties at the end of a run, and the files that were asked for.
 * It looks at results only when the run is over, as a merge of the reports of shards has no other moment.
 */
export function gradcheckReporter(options: ReportOptions): Reporter {
  let vitest: Vitest | undefined;
  let asked: readonly TestSpecification[] = [];
  const live = liveLines();
  return {
    ...live,
    onInit: (context) => {
      vitest = context;
      live.onInit(context);
    },
    onTestRunStart: (specifications) => {
      asked = specifications;
      live.onTestRunStart();
      // A run that is killed has no end: the report of the one before must not pass for its own.
      if (vitest !== undefined && options.report !== undefined) {
        const { root, shard } = vitest.config;
        const missing = shard ? [] : unheard(asked, [], root);
        const begun = reportOf([], { complete: false, missing, shard: shardOf(vitest) });
        writeFile(resolve(root, partPath(options.report, begun)), reportJson(begun));
      }
    },
    onTestRunEnd: async (modules, unhandled, reason) => {
      const found = collected(modules);
      if (vitest === undefined) return;
      const { mergeReports, shard } = vitest.config;
      // A shard that is not there leaves no trace in a merge but the files that it would have run.
      const files = mergeReports ? await vitest.globTestSpecifications() : asked;
      // A shard is asked for all files, and runs its own.
      const isPart = ({ part }: PropertyRecord): boolean => mergeReports !== undefined && part !== undefined;
      const records = found.records.filter((record) => !isPart(record));
      const parts = found.records.some(isPart) ? [PARTS] : [];
      const missing = [...found.missing, ...parts, ...(shard ? [] : unheard(files, modules, vitest.config.root))];
      if (records.length === 0 && missing.length === 0 && Object.keys(options).length === 0) return;
      const report = reportOf(records, {
        complete: reason !== 'interrupted' && !(shard && unhandled.length > 0),
        missing,
        shard: shardOf(vitest),
      });
      const say = sayerOf(vitest);
      say(
        `\n${summaryTable(report, { columns: process.stdout.columns ?? 100, paint: paintFor(hasColours(process.stdout)) })}\n`,
      );
      await write(report, options, vitest.config.root);
      if (process.env.GITHUB_ACTIONS === 'true' && !names(vitest).includes('github-actions')) annotate(found, say);
      const summary = process.env.GITHUB_STEP_SUMMARY ?? '';
      if (summary !== '') appendFileSync(summary, reportMarkdown(report));
      if (options.gate && (await shouldGate(vitest, report, modules.length, say))) {
        const baseline = resolve(vitest.config.root, options.gate === true ? BASELINE : options.gate);
        if (!isOpen(report, baseline, summary, say)) process.exitCode = 1;
      }
    },
  };
}

/** The part of a run that this one is, if it was split. */
function shardOf({ config: { mergeReports, shard } }: Vitest): ShardRecord | undefined {
  if (mergeReports) return undefined;
  return partOfRun(shard && { index: shard.index, count: shard.count }, shardFromEnvironment());
}

/** Files whose worker ended before it came to them. */
function unheard(files: readonly TestSpecification[], modules: readonly TestModule[], root: string): readonly string[] {
  const heard = new Set(modules.map(({ moduleId }) => moduleId));
  return files
    .filter(({ moduleId }) => !heard.has(moduleId))
    .map(({ moduleId }) => relative(root, moduleId).replaceAll('\\', '/'));
}

/** A part of a run is written beside the other parts: `report.json` becomes `report.2-of-4.json`. */
export function partPath(path: string, { shard }: Pick<ReportFile, 'shard'>): string {
  return shard === undefined ? path : path.replace(/(\.[^./\\]*)?$/, `.${shard.index}-of-${shard.count}$1`);
}

async function write(report: ReportFile, { report: json, html, observations }: ReportOptions, root: string) {
  const at = (path: string): string => resolve(root, partPath(path, report));
  if (json !== undefined) writeFile(at(json), reportJson(report));
  if (observations !== undefined) {
    const { observationsOf } = await import('../../reports/observations-of.ts');
    writeFile(at(observations), observationsOf(report, Date.now() / 1000));
  }
  // Drawing is loaded by those who ask for drawings.
  if (html !== undefined) {
    const { htmlReport } = await import('../../reports/html/html-report.ts');
    writeFile(at(html), await htmlReport(report));
  }
}

function annotate({ places }: Collected, say: (text: string) => void): void {
  for (const { file, test, line, message } of places) say(githubAnnotation({ file, line, title: test, message }));
}

function isOpen(report: ReportFile, baseline: string, summary: string, say: (text: string) => void): boolean {
  try {
    const result = runGate(report, baseline);
    say(gateText(result));
    if (summary !== '') appendFileSync(summary, gateMarkdown(result));
    return result.ok;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`gate: shut: ${error.message}`);
    return false;
  }
}

/** A baseline speaks of all tests: those who ask for a few of them are not held to it. */
async function shouldGate(
  vitest: Vitest,
  { shard }: ReportFile,
  files: number,
  say: (text: string) => void,
): Promise<boolean> {
  if (vitest.config.watch) return false;
  if (shard !== undefined) {
    say('gate: waits for the other shards; merge them and run it then');
    return false;
  }
  const all = await vitest.globTestSpecifications();
  if (vitest.config.testNamePattern === undefined && files >= all.length) return true;
  say('gate: not asked, since only some of the tests were');
  return false;
}

function names({ config }: Vitest): readonly unknown[] {
  return config.reporters.map((reporter: unknown) => (Array.isArray(reporter) ? reporter[0] : reporter));
}

function sayerOf(vitest: Vitest): (text: string) => void {
  const isMachine = names(vitest).some((name) => MACHINES.includes(String(name)));
  return (text) => (isMachine ? vitest.logger.error(text) : vitest.logger.log(text));
}
