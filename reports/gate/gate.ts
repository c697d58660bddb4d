import type { PropertyRecord, ReportFile } from '../report-schema.ts';
import type { Baseline } from './baseline-schema.ts';
import { keyOf } from './key-of.ts';
import { notesOn } from './notes-on.ts';
import { regressionsOf } from './regressions-of.ts';

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
  /** What does not shut the gate: new properties, waived failures, idle waivers, labels and resolution that were lost. */
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
      if (before) {
        causes.push(...regressionsOf(key, record, before));
        notes.push(...notesOn(key, record, before));
      }
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
  for (const key of Object.keys(baseline.waivers)) {
    if (!now.has(key)) notes.push(`${key}: has a waiver and is not there; was it renamed?`);
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
