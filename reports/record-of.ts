import type { CaseSeen, EntryCheck, PropertyReport } from '../core/results.ts';
import { encode } from './encode.ts';
import { exactNumber } from './exact-number.ts';
import { propertyText } from './property-text.ts';
import type { CaseRecord, CounterexampleRecord, CurveRecord, PropertyRecord } from './report-schema.ts';

/** Where a property stands. */
export interface Whereabouts {
  /** The test file, relative to the root of the project, with slashes. */
  readonly file: string;
  /** The full name of the test. */
  readonly test: string;
  /** How long the campaign took. */
  readonly milliseconds?: number;
}

/**
 * The result of a campaign as plain JSON, every float exact, for a `gradcheck-report.json`.
 *
 * @example
 * const report = checkProperty({ loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w }, fc.constant({ params: 3 }), { seed: 1 });
 * recordOf(report, { file: 'test/square.test.ts', test: 'square' }).runs.agrees; // 100
 */
export function recordOf(report: PropertyReport, { file, test, milliseconds }: Whereabouts): PropertyRecord {
  const { name, ok, complaint, runs, worst, resolution, evaluations, seed, coverage, notes, counterexample } = report;
  return {
    file,
    test,
    property: name,
    ok,
    complaint,
    runs,
    ...(worst ? { worst: { ...entryOf(worst.entry), error: exactNumber(worst.error), verdict: worst.verdict } } : {}),
    resolution: exactNumber(resolution),
    evaluations,
    seed,
    ...(milliseconds === undefined ? {} : { milliseconds }),
    coverage: [...coverage],
    errors: decades(report.errors),
    ...(report.curve ? { curve: curveOf(report.curve) } : {}),
    ...(report.observed ? { cases: report.observed.map(drawnOf) } : {}),
    notes: [...notes],
    ...(counterexample ? { counterexample: counterexampleOf(counterexample) } : {}),
    text: propertyText(report),
    ...(report.shard ? { part: { ...report.shard, report: partOf(report) } } : {}),
  };
}

/** The whole report, from which those of all shards can be put together. */
function partOf({ counterexample, ...report }: PropertyReport): unknown {
  if (counterexample === undefined) return encode(report);
  try {
    return encode({ ...report, counterexample });
  } catch (error) {
    const point = { params: `not written down: ${(error as Error).message}` };
    return encode({ ...report, counterexample: { ...counterexample, case: point } });
  }
}

function drawnOf({ verdict, failed, because, shown, regime, evaluations, ...seen }: CaseSeen): CaseRecord {
  return {
    verdict,
    failed,
    because,
    shown,
    shapes: { ...seen.shapes },
    ...(regime === undefined ? {} : { regime }),
    labels: [...seen.labels],
    error: exactNumber(seen.error),
    evaluations,
    milliseconds: Math.round(10 * seen.milliseconds) / 10,
  };
}

function counterexampleOf(found: NonNullable<PropertyReport['counterexample']>): CounterexampleRecord {
  const { case: point, check, firstDiagnoses, seed, path, shrinks, idle } = found;
  return {
    case: caseOf(point),
    verdict: check.verdict,
    ...(check.verdict === 'invalid' ? { reason: check.reason } : {}),
    blame: [...check.blame],
    diagnoses: check.diagnoses.map(({ kind, block, message }) => ({ kind, block, message })),
    firstDiagnoses: firstDiagnoses.map(({ kind, block, message }) => ({ kind, block, message })),
    blocks: check.blocks.map(({ block, shape, verdict, wrong, worst, entries, all }) => ({
      block,
      shape: [...shape],
      verdict,
      wrong,
      worst: entryOf(worst),
      entries: entries.map((entry) => ({ ...entryOf(entry), verdict: entry.verdict })),
      ...(all ? { all: allOf(all) } : {}),
    })),
    seed,
    path,
    shrinks,
    idle: [...idle],
  };
}

function allOf(all: readonly EntryCheck[]) {
  return {
    analytic: all.map(({ analytic }) => exactNumber(analytic)),
    numeric: all.map(({ numeric }) => exactNumber(numeric)),
    wrong: all.flatMap(({ verdict }, place) => (verdict === 'disagrees' ? [place] : [])),
  };
}

function curveOf({ entry, analytic, noise, points }: NonNullable<PropertyReport['curve']>): CurveRecord {
  return {
    entry,
    analytic: exactNumber(analytic),
    noise: exactNumber(noise),
    points: points.map(({ step, left, right, central, extrapolated }) => ({
      step,
      left: exactNumber(left),
      right: exactNumber(right),
      central: exactNumber(central),
      extrapolated: exactNumber(extrapolated),
    })),
  };
}

/** A case with a function or an instance in it cannot be written down; what it looks like stands in the text. */
function caseOf(point: unknown): unknown {
  try {
    return encode(point);
  } catch (error) {
    return { $: 'not-written', because: (error as Error).message };
  }
}

function entryOf({ entry, analytic, numeric, error, errorBound }: EntryCheck) {
  return {
    entry,
    analytic: exactNumber(analytic),
    numeric: exactNumber(numeric),
    error: exactNumber(error),
    errorBound: exactNumber(errorBound),
  };
}

/** Errors below 1e-17, and exact agreement, stand in one decade. */
function decades(errors: readonly number[]): PropertyRecord['errors'] {
  const counts = new Map<number, number>();
  for (const error of errors) {
    if (Number.isNaN(error)) continue;
    const decade = Math.max(-17, Math.min(300, Math.floor(Math.log10(error))));
    counts.set(decade, (counts.get(decade) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([decade, runs]) => ({ decade, runs }));
}
