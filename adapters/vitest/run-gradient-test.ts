import type { TestContext } from 'vitest';
import type { PropertyReport } from '../../core/results.ts';
import { checkPropertyAsync } from '../../properties/check-property.ts';
import { GradientError } from '../../properties/gradient-error.ts';
import { type PropertyOptions, readPropertyOptions } from '../../properties/property-options.ts';
import { formatCount } from '../../reports/format-number.ts';
import { killTableText } from '../../reports/kill-table-text.ts';
import { propertyText } from '../../reports/property-text.ts';
import { atExample } from '../at-example.ts';
import { progressTeller } from '../progress-teller.ts';
import { defaultsFor } from './defaults.ts';
import { detectionIn, withDetection } from './detection-in.ts';
import { gradientMeta } from './gradient-meta.ts';
import { type GradientSpec, type ReadSpec, readSpec } from './gradient-spec.ts';
import { hasFiles } from './has-files.ts';
import { replayLine } from './replay-line.ts';
import { summary } from './summary.ts';
import { tellProgress } from './tell-progress.ts';
import { timeLimitOf } from './time-limit-of.ts';

/**
 * The body of a test: runs the campaign within the time of the test, leaves its numbers with the test, and throws the
 * report where that is no pass.
 */
export async function runGradientTest<P, D>(context: TestContext, spec: GradientSpec<P, D>): Promise<void> {
  context.task.meta.gradcheckBegun = true;
  const start = performance.now();
  const read = readSpec(context.task.name, spec);
  const report = await campaignIn(context, read);
  const detection = await detectionIn(context, read, report, performance.now() - start);
  const text = propertyText(report, replayLine(context.task, report.seed));
  const meta = withDetection(gradientMeta(report, context.task, text), detection, read.controls === 'required');
  context.task.meta.gradcheck = meta;
  await context.annotate(summary(meta), 'gradcheck');
  if (!report.ok) throw new GradientError(text, report);
  if (detection && !meta.ok) throw new GradientError(killTableText(detection), detection);
  // For projects in which a test without an assertion fails.
  context.expect(report.ok).toBe(true);
}

async function campaignIn<P, D>({ task, signal }: TestContext, spec: ReadSpec<P, D>): Promise<PropertyReport> {
  const { problem, cases, memory } = spec;
  const given: PropertyOptions = { ...defaultsFor(task.fullTestName), ...spec.options };
  const ownLimit = timeLimitOf(task);
  const timeLimit = given.timeLimit === undefined ? ownLimit : Math.min(given.timeLimit, ownLimit ?? Infinity);
  const keeps = memory && hasFiles();
  const report = await checkPropertyAsync(problem, cases, {
    ...given,
    signal,
    progress: progressTeller((words) => tellProgress(task, words)),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(keeps ? { memory: { file: task.file.filepath, test: task.fullTestName } } : {}),
  });
  const notes = [...report.notes];
  if (timeLimit === ownLimit && report.runs.done < report.runs.asked && report.counterexample === undefined) {
    notes.push(
      `a campaign ends before the timeout of its test, ${formatCount(task.timeout)} ms: allow more, or draw less`,
    );
  }
  if (memory && !keeps) notes.push('counterexamples are not kept: there are no files here');
  return withExample({ ...report, notes }, spec, given);
}

/** A gradient that is right wherever it was drawn must be right at the example as well. */
async function withExample<P, D>(
  report: PropertyReport,
  { problem, example }: ReadSpec<P, D>,
  given: PropertyOptions,
): Promise<PropertyReport> {
  if (example === undefined || !report.ok || given.path !== undefined) return report;
  const once = await atExample(problem, example, readPropertyOptions(given).check);
  if (once?.counterexample === undefined) return report;
  return {
    ...report,
    ok: false,
    complaint: `at the example: ${once.complaint}`,
    // It was given, not drawn: no path leads to it.
    counterexample: { ...once.counterexample, path: '' },
  };
}
