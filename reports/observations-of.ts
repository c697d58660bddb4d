import { decode } from './decode.ts';
import type { Json } from './encode.ts';
import { formatCount } from './format-number.ts';
import { keyOf } from './gate/key-of.ts';
import type { CaseRecord, CounterexampleRecord, PropertyRecord, ReportFile } from './report-schema.ts';
import { toCode } from './to-code.ts';

/**
 * A report as observations, a line of JSON each, for viewers of property-based tests: every drawn case, where the campaign
 * had the option `observe`; the minimal case of a failure; and a message that says what came of all cases. A case that
 * agrees has passed; one that neither agrees nor fails (a kink, noise, an overflow) gave up, and says why.
 *
 * Source: the schema "PBT Observations" of Hypothesis, https://hypothesis.readthedocs.io/en/latest/reference/integrations.html.
 * Messages are what its viewer Tyche reads as well: an `info` or `alert` whose content is text.
 *
 * @param runStart - When the run began, in seconds since 1970; tells runs apart.
 * @example
 * const square = { name: 'square', loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * const seen = checkProperty(square, fc.constant({ params: 3 }), { seed: 1, numRuns: 20, observe: true });
 * const lines = observationsOf(reportOf([recordOf(seen, { file: '', test: 'square' })]), 0).trim().split('\n');
 * lines.length; // 21
 * JSON.parse(lines[0]!).representation; // 'params 3'
 */
export function observationsOf({ properties }: ReportFile, runStart: number): string {
  return properties
    .flatMap((record) => {
      const common = { property: keyOf(record), run_start: runStart };
      const { cases = [], counterexample: minimal } = record;
      return [
        ...cases.map((drawn, run) => ({ ...drawnLine(drawn, run, record), ...common })),
        ...(minimal ? [{ ...minimalLine(minimal, record), ...common }] : []),
        { ...message(record), ...common },
      ];
    })
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function drawnLine(drawn: CaseRecord, run: number, { seed }: PropertyRecord): object {
  const { verdict, failed, because, shown, shapes, regime, labels, error, evaluations, milliseconds } = drawn;
  return {
    type: 'test_case',
    status: verdict === 'agrees' ? 'passed' : failed ? 'failed' : 'gave_up',
    status_reason: because,
    representation: shown,
    arguments: shapes,
    how_generated: `run ${run + 1} of seed ${seed}`,
    features: {
      verdict,
      ...(regime === undefined ? {} : { regime }),
      labels: labels.filter((label) => label !== regime).join(', '),
      ...(typeof error === 'number' ? { 'worst error': error } : {}),
      losses: evaluations.loss,
    },
    coverage: null,
    timing: { 'execute:test': milliseconds / 1000 },
    metadata: { evaluations },
  };
}

function minimalLine(found: CounterexampleRecord, { complaint, worst, text }: PropertyRecord): object {
  return {
    type: 'test_case',
    status: 'failed',
    status_reason: complaint,
    representation: representation(found.case),
    arguments: isObject(found.case) ? found.case : {},
    how_generated: `minimal case after ${found.shrinks} shrinks (seed ${found.seed}, path '${found.path}')`,
    features: {
      verdict: found.verdict,
      ...(found.reason === undefined ? {} : { reason: found.reason }),
      ...(worst ? { 'worst error': worst.error } : {}),
      ...Object.fromEntries(found.diagnoses.map(({ kind, block }) => [`cause: ${kind}`, block])),
    },
    coverage: null,
    timing: {},
    metadata: { blame: found.blame, diagnoses: found.diagnoses, idle: found.idle, report: text },
  };
}

function message({ ok, complaint, runs, coverage, text }: PropertyRecord): object {
  const labels = coverage.map(({ label, runs }) => `${label} ${formatCount(runs)}`).join(', ');
  return {
    type: ok ? 'info' : 'alert',
    title: ok ? 'The gradient agrees with its loss' : complaint,
    content: `${text}${labels === '' ? '' : `\n\n  of ${formatCount(runs.done)} cases: ${labels}`}`,
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
