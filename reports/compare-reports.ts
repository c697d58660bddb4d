import { baselineChanges } from './gate/baseline-changes.ts';
import { baselineOf } from './gate/baseline-of.ts';
import { gate } from './gate/gate.ts';
import { keyOf } from './gate/key-of.ts';
import type { ReportFile } from './report-schema.ts';

/** No waiver is looked at: the same day as well as any other. */
const ANY_DAY = '2000-01-01';

/**
 * What is different in another report, one line per property. `worse` is what would shut a gate that holds it to the first
 * report, `better` what would shut one the other way round; the rest has changed and is neither.
 *
 * @example
 * compareReports(reportOf([]), reportOf([], { missing: ['test/net.test.ts'] })); // ['worse: test/net.test.ts: broke off before its end']
 */
export function compareReports(base: ReportFile, head: ReportFile): readonly string[] {
  const [worse, better] = [behind(head, base), behind(base, head)];
  const keys = [...new Set([...base.properties, ...head.properties].map(keyOf))].sort();
  return [
    ...brokeOff(head, base).map((what) => `worse: ${what}`),
    ...brokeOff(base, head).map((what) => `better: ${what} in the report before`),
    ...keys.flatMap((key) => {
      const [was, is] = [only(base, key), only(head, key)];
      const word = worse.has(key) === better.has(key) ? 'changed' : worse.has(key) ? 'worse' : 'better';
      return baselineChanges(baselineOf(was), baselineOf(is)).map((change) => `${word}: ${change}`);
    }),
  ];
}

function only(report: ReportFile, key: string): ReportFile {
  return { ...report, properties: report.properties.filter((record) => keyOf(record) === key) };
}

/** Properties in which a report falls behind another one. */
function behind(report: ReportFile, other: ReportFile): ReadonlySet<string> {
  return new Set(gate(report, baselineOf(other), ANY_DAY).causes.map(({ key }) => key));
}

function brokeOff(report: ReportFile, other: ReportFile): readonly string[] {
  const files = report.missing.filter((what) => !other.missing.includes(what));
  if (files.length > 0) return files.map((what) => `${what}: broke off before its end`);
  return report.complete || !other.complete ? [] : ['the run: was interrupted'];
}
