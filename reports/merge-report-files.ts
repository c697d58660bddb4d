import { UsageError } from '../core/errors.ts';
import { keyOf } from './gate/key-of.ts';
import { reportOf } from './report-of.ts';
import type { ReportFile } from './report-schema.ts';

/** A report and where it was read. */
export interface NamedReport {
  readonly name: string;
  readonly report: ReportFile;
}

/**
 * Puts the reports of the parts of a run together: of shards, or of runs that have no property in common. The result is the
 * report of the whole run; a shard that is not there is missing from it.
 *
 * @throws UsageError for no report at all, parts of different runs, and a property that is in two of them.
 * @example
 * const part = (index: number) => ({ name: `${index}.json`, report: reportOf([], { shard: { index, count: 2 } }) });
 * mergeReportFiles([part(1), part(2)]).complete; // true
 * mergeReportFiles([part(1)]).missing; // ['shard 2 of 2']
 */
export function mergeReportFiles(parts: readonly NamedReport[]): ReportFile {
  if (parts.length === 0) throw new UsageError('merge: expected the reports of a run, came none');
  const from = new Map<string, string>();
  for (const { name, report } of parts) {
    for (const record of report.properties) {
      const other = from.get(keyOf(record));
      if (other !== undefined) {
        throw new UsageError(`${name}: ${keyOf(record)} is in ${other} too; is it the same part twice?`);
      }
      from.set(keyOf(record), name);
    }
  }
  const [first] = parts;
  for (const { name, report } of parts) {
    if (report.gradcheck !== first!.report.gradcheck) {
      throw new UsageError(
        `${name}: is of gradcheck ${report.gradcheck}, ${first!.name} of ${first!.report.gradcheck}: parts of one run?`,
      );
    }
  }
  return reportOf(
    parts.flatMap(({ report }) => report.properties),
    {
      complete: parts.every(({ report }) => report.complete || report.missing.length > 0),
      missing: [...parts.flatMap(({ report }) => report.missing), ...missingShards(parts)],
    },
  );
}

function missingShards(parts: readonly NamedReport[]): readonly string[] {
  const shards = parts.flatMap(({ name, report: { shard } }) => (shard === undefined ? [] : [{ name, ...shard }]));
  const [first] = shards;
  if (first === undefined) return [];
  const { count } = first;
  const there = new Map<number, string>();
  for (const { name, index, count: other } of shards) {
    if (other !== count) throw new UsageError(`${name}: is one of ${other} shards, ${first.name} one of ${count}`);
    if (there.has(index)) throw new UsageError(`${name}: is shard ${index} of ${count}, and so is ${there.get(index)}`);
    there.set(index, name);
  }
  const all = Array.from({ length: count }, (_, i) => i + 1);
  return all.filter((index) => !there.has(index)).map((index) => `shard ${index} of ${count}`);
}
