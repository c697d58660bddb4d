import { VERSION } from '../core/version.ts';
import { keyOf } from './gate/key-of.ts';
import { type PropertyRecord, REPORT_VERSION, type ReportFile, type ShardRecord } from './report-schema.ts';

/** What a run says of itself beside its properties. */
export interface RunFacts {
  /** Whether all that was asked for was run; what is missing says no on its own. Default: true. */
  readonly complete?: boolean;
  /** Files that broke off, and tests that were never heard of again. Default: none. */
  readonly missing?: readonly string[];
  /** The part that was run, where the run was split. Default: all. */
  readonly shard?: ShardRecord | undefined;
}

/**
 * Puts the records of properties together as one report, in the order of their files and names, whatever the order in
 * which they ended. Two of one name are told apart by a number.
 *
 * @example
 * reportOf([], { missing: ['test/net.test.ts'] }).complete; // false
 */
export function reportOf(records: readonly PropertyRecord[], facts: RunFacts = {}): ReportFile {
  const { complete = true, shard } = facts;
  const missing = [...new Set(facts.missing)].sort();
  return {
    version: REPORT_VERSION,
    gradcheck: VERSION,
    complete: complete && missing.length === 0,
    missing,
    ...(shard === undefined ? {} : { shard }),
    properties: numbered([...records].sort(byName)),
  };
}

function byName(a: PropertyRecord, b: PropertyRecord): number {
  return compare(a.file, b.file) || compare(a.test, b.test) || compare(a.property, b.property);
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbered(records: readonly PropertyRecord[]): PropertyRecord[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const key = keyOf(record);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? record : { ...record, property: `${record.property} (${times})` };
  });
}
