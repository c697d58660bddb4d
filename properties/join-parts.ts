import { UsageError } from '../core/errors.ts';
import type { PropertyReport } from '../core/results.ts';
import { decode } from '../reports/decode.ts';
import type { Json } from '../reports/encode.ts';
import { keyOf } from '../reports/gate/key-of.ts';
import { propertyText } from '../reports/property-text.ts';
import { recordOf } from '../reports/record-of.ts';
import type { PropertyRecord } from '../reports/report-schema.ts';
import { mergeReports } from './merge-reports.ts';

/** Records of whole campaigns, and what they lack. */
export interface Joined {
  readonly records: readonly PropertyRecord[];
  /** Parts of campaigns that are nowhere. */
  readonly missing: readonly string[];
}

/**
 * Puts the records of the parts of campaigns together, as {@link mergeReports} does with their reports; records of whole
 * campaigns stay as they are.
 *
 * @throws UsageError for a part that is there twice, and parts of different campaigns.
 * @example
 * const square = { name: 'square', loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * const parts = [1, 2].map((index) => {
 *   const report = checkProperty(square, fc.constant({ params: 3 }), { seed: 1, shard: { index, count: 2 } });
 *   return recordOf(report, { file: 'a.test.ts', test: 'square' });
 * });
 * joinParts(parts).records[0]!.runs.agrees; // 100
 * joinParts(parts.slice(1)).missing; // ['a.test.ts > square > square: part 1 of 2']
 */
export function joinParts(records: readonly PropertyRecord[]): Joined {
  const parts = new Map<string, PropertyRecord[]>();
  for (const record of records) {
    if (record.part) parts.set(keyOf(record), [...(parts.get(keyOf(record)) ?? []), record]);
  }
  const groups = [...parts].map(([key, group]) => ({ group, lacking: lackingIn(key, group) }));
  return {
    records: [
      ...records.filter(({ part }) => part === undefined),
      ...groups.filter(({ lacking }) => lacking.length === 0).map(({ group }) => joined(group)),
    ],
    missing: groups.flatMap(({ lacking }) => lacking),
  };
}

function lackingIn(key: string, group: readonly PropertyRecord[]): readonly string[] {
  const { count } = group[0]!.part!;
  const there = new Set<number>();
  for (const { part } of group) {
    if (part!.count !== count) throw new UsageError(`${key}: in ${count} parts, and in ${part!.count}`);
    if (there.has(part!.index)) throw new UsageError(`${key}: part ${part!.index} of ${count} is there twice`);
    there.add(part!.index);
  }
  const all = Array.from({ length: count }, (_, i) => i + 1);
  return all.filter((index) => !there.has(index)).map((index) => `${key}: part ${index} of ${count}`);
}

interface Part {
  readonly record: PropertyRecord;
  readonly report: PropertyReport;
}

function joined(group: readonly PropertyRecord[]): PropertyRecord {
  const [{ file, test, property }] = group as [PropertyRecord];
  try {
    const parts = group.map(
      (record): Part => ({ record, report: decode(record.part!.report as Json) as PropertyReport }),
    );
    const times = group.flatMap(({ milliseconds }) => milliseconds ?? []);
    const milliseconds = times.length === 0 ? {} : { milliseconds: times.reduce((sum, time) => sum + time, 0) };
    const whole = mergeReports(parts.map(({ report }) => report));
    return { ...withControls(recordOf(whole, { file, test, ...milliseconds }), parts), property };
  } catch (error) {
    throw new UsageError(`${keyOf(group[0]!)}: its parts cannot be put together: ${(error as Error).message}`);
  }
}

/** Faults were planted beside the campaign, the same in every part; where it failed, none would have been. */
function withControls(whole: PropertyRecord, parts: readonly Part[]): PropertyRecord {
  const planted = parts.find(({ record }) => record.controls);
  if (!whole.ok || planted === undefined) return whole;
  const { controls, text } = planted.record;
  const refused = parts.find(({ record, report }) => !record.ok && report.ok)?.record;
  return {
    ...whole,
    ...(refused ? { ok: false, complaint: refused.complaint } : {}),
    controls,
    text: whole.text + text.slice(propertyText(planted.report).length),
  };
}
