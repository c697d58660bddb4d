import type { TestContext } from 'vitest';
import type { DetectionReport, PropertyReport } from '../../core/results.ts';
import { checkDetectionAsync } from '../../properties/check-detection.ts';
import { type PropertyOptions, readPropertyOptions } from '../../properties/property-options.ts';
import { killTableText } from '../../reports/kill-table-text.ts';
import { progressTeller } from '../progress-teller.ts';
import { defaultsFor } from './defaults.ts';
import type { GradientMeta } from './gradient-meta.ts';
import type { ReadSpec } from './gradient-spec.ts';
import { tellProgress } from './tell-progress.ts';
import { timeLimitOf } from './time-limit-of.ts';

/** Cases that a fault meets at the most. */
const CASES = 40;

/**
 * Plants faults in a gradient that agreed, over the first cases of its test and in the time that is left.
 *
 * @param spent - Milliseconds that the test has used up already.
 * @returns Undefined where none were asked for, or nothing agreed.
 */
export async function detectionIn<P, D>(
  { task, signal }: TestContext,
  { controls, problem, cases, options }: ReadSpec<P, D>,
  report: PropertyReport,
  spent: number,
): Promise<DetectionReport | undefined> {
  const given: PropertyOptions = { ...defaultsFor(task.fullTestName), ...options };
  if (controls === false || !report.ok || given.path !== undefined) return undefined;
  const { check, agreeing, numRuns } = readPropertyOptions(given);
  const timeLimit = timeLimitOf(task, spent);
  return checkDetectionAsync(problem, cases, {
    ...check,
    agreeing,
    numRuns: Math.min(CASES, numRuns),
    signal,
    progress: progressTeller((words) => tellProgress(task, words), { what: 'planted faults' }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
  });
}

/** What a test leaves for reporters, with its planted faults. */
export function withDetection(
  meta: GradientMeta,
  detection: DetectionReport | undefined,
  isRequired: boolean,
): GradientMeta {
  if (detection === undefined) return meta;
  const { rows, killed, of, ok, complaint } = detection;
  const survivors = rows.filter(({ outcome }) => outcome === 'survived').map(({ fault }) => fault);
  return {
    ...meta,
    controls: { killed, of, survivors },
    text: `${meta.text}\n\n${killTableText(detection)}`,
    ...(isRequired && !ok ? { ok, complaint, verdict: 'unresolved' } : {}),
  };
}
