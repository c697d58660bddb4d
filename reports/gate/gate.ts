import { formatError } from '../format-number.ts';
import type { PropertyRecord, ReportFile } from '../report-schema.ts';
import type { Baseline, BaselineProperty } from './baseline-schema.ts';
import { keyOf } from './key-of.ts';

/** How often the spread by chance a share may move before that is taken for a change. */
const SPREADS = 4;
/** By how much the worst error may grow. */
const GROWTH = 10;
/** Errors below this are rounding. */
const ROUNDING = 1e-13;

/** Why a gate is shut. */
export interface Cause {
  /** `file > test > property`. */
  readonly key: string;
  readonly kind:
    | 'failed'
    | 'gone'
    | 'incomplete'
    | 'fewer-runs'
    | 'fewer-agree'
    | 'more-unresolved'
    | 'less-precise'
    | 'fewer-caught'
    | 'waiver-expired';
  /** One sentence with its numbers. */
  readonly message: string;
}

/** What a gate says. */
export interface GateResult {
  readonly ok: boolean;
  readonly causes: readonly Cause[];
  /** What does not shut the gate: new properties, waived failures, waivers that are no longer needed. */
  readonly notes: readonly string[];
}

/**
 * Compares a report with a baseline. Time never counts.
 *
 * @param today - The day by which waivers expire, as `2027-01-31`.
 */
export function gate(report: ReportFile, baseline: Baseline, today: string): GateResult {
  const causes: Cause[] = [];
  const notes: string[] = [];
  const now = new Map(report.properties.map((record) => [keyOf(record), record]));
  for (const [key, times] of repeated(report.properties)) {
    causes.push({ key, kind: 'incomplete', message: `is in the report ${times} times: one of them would be hidden` });
  }
  for (const what of report.missing)
    causes.push({ key: what, kind: 'incomplete', message: 'broke off before its end' });
  if (now.size + Object.keys(baseline.properties).length === 0)
    causes.push({ key: 'the run', kind: 'incomplete', message: 'has no property' });
  if (report.shard) {
    const message = `is shard ${report.shard.index} of ${report.shard.count}; merge the shards`;
    causes.push({ key: 'the run', kind: 'incomplete', message });
  }
  if (!report.complete && report.missing.length === 0) {
    causes.push({ key: 'the run', kind: 'incomplete', message: 'was interrupted' });
  }
  for (const [key, record] of [...now].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = own(baseline.properties, key);
    const waiver = own(baseline.waivers, key);
    if (before === undefined) notes.push(`${key}: is new; \`gradcheck gate --update\` takes it in`);
    const failure = failureOf(record);
    if (failure === undefined) {
      if (waiver) notes.push(`${key}: passes; its waiver is no longer needed`);
      if (before) causes.push(...regressions(key, record, before));
    } else if (waiver === undefined) causes.push({ key, kind: 'failed', message: failure });
    else if (today > waiver.expires) {
      const message = `${failure}; its waiver (${waiver.reason}) expired on ${waiver.expires}`;
      causes.push({ key, kind: 'waiver-expired', message });
    } else notes.push(`${key}: fails, waived until ${waiver.expires} (${waiver.reason})`);
  }
  for (const key of Object.keys(baseline.properties)) {
    if (!now.has(key))
      causes.push({ key, kind: 'gone', message: 'was there and is gone; if that is meant, update the baseline' });
  }
  return { ok: causes.length === 0, causes, notes };
}

/** Why a record is no pass; one that calls itself one while it holds a failure is none either. */
function failureOf({ ok, complaint, runs, counterexample }: PropertyRecord): string | undefined {
  if (!ok) return complaint === '' ? 'failed' : complaint;
  if (runs.disagrees > 0 || counterexample !== undefined) return 'calls itself a pass and holds a failure';
  return runs.done === 0 ? 'ran no case' : undefined;
}

function repeated(records: readonly PropertyRecord[]): readonly (readonly [string, number])[] {
  const times = new Map<string, number>();
  for (const record of records) times.set(keyOf(record), (times.get(keyOf(record)) ?? 0) + 1);
  return [...times].filter(([, count]) => count > 1);
}

/** What an object itself holds: a property may be called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function* regressions(key: string, record: PropertyRecord, before: BaselineProperty): Generator<Cause> {
  const { runs } = record;
  if (runs.done < before.runs.done) {
    yield { key, kind: 'fewer-runs', message: `ran ${runs.done} cases, ${before.runs.done} before` };
  }
  const shares = (part: 'agrees' | 'unresolved') => {
    const [was, is] = [before.runs[part] / before.runs.done, runs[part] / runs.done];
    return { was, is, spread: spreadOf(before.runs[part], before.runs.done, runs[part], runs.done) };
  };
  const agrees = shares('agrees');
  if (agrees.is < agrees.was - SPREADS * agrees.spread) {
    yield {
      key,
      kind: 'fewer-agree',
      message: `${percent(agrees.is)} of the cases agree, ${percent(agrees.was)} before`,
    };
  }
  const unresolved = shares('unresolved');
  if (unresolved.is > unresolved.was + SPREADS * unresolved.spread) {
    const message = `${percent(unresolved.is)} of the cases are unresolved, ${percent(unresolved.was)} before`;
    yield { key, kind: 'more-unresolved', message };
  }
  const imprecision = lessPrecise(record, before);
  if (imprecision !== undefined) yield { key, kind: 'less-precise', message: imprecision };
  const slipped = fewerCaught(record, before);
  if (slipped !== undefined) yield { key, kind: 'fewer-caught', message: slipped };
}

/** Whether a property was run over the cases of its baseline; one that does not say so is taken by its word. */
function hasSameCases({ seed }: PropertyRecord, before: BaselineProperty): boolean {
  return before.seed === undefined || before.seed === seed;
}

function fewerCaught(record: PropertyRecord, before: BaselineProperty): string | undefined {
  const { controls } = record;
  const was = before.controls;
  if (was === undefined || was.of === 0) return undefined;
  const then = `${was.killed} of ${was.of} before`;
  if (controls === undefined || controls.of === 0) return `no faults are planted any more, ${then}`;
  const { killed, of } = controls;
  // Among other cases a single one that would have caught a fault may be missing.
  const luck = hasSameCases(record, before) ? 0 : 1;
  if ((killed + luck) / of >= was.killed / was.of) return undefined;
  return `${killed} of ${of} planted faults are caught, ${then}`;
}

/**
 * The worst error of the same cases speaks for itself. That of others does not: one case in a hundred that is hard to
 * differentiate moves it by three decades, so that it takes more of them than chance explains.
 */
function lessPrecise(record: PropertyRecord, before: BaselineProperty): string | undefined {
  const { runs, worst, errors } = record;
  if (worst?.verdict !== 'agrees' || before.worst === null) return undefined;
  const most = Math.max(before.worst, ROUNDING);
  if (hasSameCases(record, before)) {
    if (typeof worst.error !== 'number' || worst.error <= GROWTH * most) return undefined;
    return `the worst error is ${formatError(worst.error)}, ${formatError(before.worst)} before: still within its bound, but ${formatError(worst.error / most)} times less precise`;
  }
  const beyond = errors.reduce((sum, { decade, runs }) => sum + (10 ** decade >= GROWTH * most ? runs : 0), 0);
  if (beyond / runs.done <= SPREADS * spreadOf(0, before.runs.done, beyond, runs.done)) return undefined;
  return `${percent(beyond / runs.done)} of the cases have an error more than ${GROWTH} times the worst before, ${formatError(before.worst)}: still within its bound, but less precise`;
}

/** The standard deviation of the difference of two shares, if both were drawn from one; of half a case at the least. */
function spreadOf(k1: number, n1: number, k2: number, n2: number): number {
  const share = (k1 + k2 + 1) / (n1 + n2 + 2);
  return Math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2));
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10}%`;
}
