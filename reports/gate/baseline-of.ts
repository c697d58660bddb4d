import type { PropertyRecord, ReportFile } from '../report-schema.ts';
import type { Baseline, BaselineProperty } from './baseline-schema.ts';
import { keyOf } from './key-of.ts';

/**
 * The baseline that a report makes: sorted by name, short numbers, so that it reads well in a diff.
 *
 * @param before - The baseline that it replaces: its waivers are kept as long as their properties fail, and of a property
 * that fails what it was, so that it is held to that once it is mended.
 */
export function baselineOf({ properties }: ReportFile, before?: Baseline): Baseline {
  const records = properties.map((record) => [keyOf(record), record] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const failing = new Set(records.filter(([, { ok }]) => !ok).map(([key]) => key));
  return {
    version: 1,
    properties: Object.fromEntries(
      records.map(([key, record]) => [key, (record.ok ? undefined : own(before, key)) ?? propertyOf(record)]),
    ),
    waivers: Object.fromEntries(Object.entries(before?.waivers ?? {}).filter(([key]) => failing.has(key))),
  };
}

function own(baseline: Baseline | undefined, key: string): BaselineProperty | undefined {
  return baseline && Object.hasOwn(baseline.properties, key) ? baseline.properties[key] : undefined;
}

function propertyOf({
  runs,
  worst,
  resolution,
  evaluations,
  seed,
  coverage,
  controls,
}: PropertyRecord): BaselineProperty {
  const { asked: _, ...counts } = runs;
  const { done } = runs;
  const share = (part: number): number => (done === 0 ? 0 : Math.round((100 * part) / done));
  return {
    runs: counts,
    worst: worst?.verdict === 'agrees' ? short(worst.error) : null,
    resolution: short(resolution),
    losses: evaluations.loss,
    seed,
    coverage: Object.fromEntries(
      coverage.map(({ label, runs }) => [label, share(runs)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    ...(controls ? { controls: { killed: controls.killed, of: controls.of } } : {}),
  };
}

/** Two digits: enough to compare by, and the same on every machine. */
function short(value: number | string): number | null {
  return typeof value === 'number' ? Number(value.toPrecision(2)) : null;
}
