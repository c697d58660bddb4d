import { decode } from './decode.ts';
import type { Json } from './encode.ts';
import { keyOf } from './gate/key-of.ts';
import type { PropertyRecord, ReportFile } from './report-schema.ts';
import { toCode } from './to-code.ts';

/**
 * A report as observations, a line of JSON each, for viewers of property-based tests: of every property its minimal case,
 * if it fails, and a message that says what came of all its cases.
 *
 * Source: the schema "PBT Observations" of Hypothesis, https://hypothesis.readthedocs.io/en/latest/reference/integrations.html.
 *
 * @param runStart - When the run began, in seconds since 1970; tells runs apart.
 * @example
 * observationsOf(reportOf([]), 0); // ''
 */
export function observationsOf({ properties }: ReportFile, runStart: number): string {
  return properties
    .flatMap((record) => [...failing(record, runStart), message(record, runStart)])
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function failing(record: PropertyRecord, runStart: number): readonly object[] {
  const { counterexample: found, complaint, milliseconds } = record;
  if (found === undefined) return [];
  return [
    {
      type: 'test_case',
      status: 'failed',
      status_reason: complaint,
      representation: representation(found.case),
      arguments: isObject(found.case) ? found.case : {},
      how_generated: `minimal case after ${found.shrinks} shrinks (seed ${found.seed}, path '${found.path}')`,
      features: featuresOf(record),
      coverage: null,
      timing: milliseconds === undefined ? {} : { 'execute:test': milliseconds / 1000 },
      metadata: { blame: found.blame, diagnoses: found.diagnoses, idle: found.idle, report: record.text },
      property: keyOf(record),
      run_start: runStart,
    },
  ];
}

function featuresOf({ counterexample, worst }: PropertyRecord): Record<string, unknown> {
  return {
    verdict: counterexample?.verdict,
    ...(counterexample?.reason === undefined ? {} : { reason: counterexample.reason }),
    ...(worst ? { 'worst error': worst.error } : {}),
    ...Object.fromEntries((counterexample?.diagnoses ?? []).map(({ kind, block }) => [`cause: ${kind}`, block])),
  };
}

function message(record: PropertyRecord, runStart: number): object {
  const { ok, runs, evaluations, resolution, worst, coverage, errors, seed, text } = record;
  return {
    type: ok ? 'info' : 'error',
    title: ok ? 'The gradient agrees with its loss' : record.complaint,
    content: {
      runs,
      evaluations,
      resolution,
      ...(worst ? { 'worst error': worst.error } : {}),
      labels: Object.fromEntries(coverage.map(({ label, ...counts }) => [label, counts])),
      'errors by decade': Object.fromEntries(errors.map(({ decade, runs }) => [`1e${decade}`, runs])),
      seed,
      text,
    },
    property: keyOf(record),
    run_start: runStart,
  };
}

function representation(encoded: unknown): string {
  try {
    return toCode(decode(encoded as Json));
  } catch {
    return JSON.stringify(encoded);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
