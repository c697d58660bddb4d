import { formatError } from '../format-number.ts';
import type { PropertyRecord } from '../report-schema.ts';
import type { BaselineProperty } from './baseline-schema.ts';
import { hasSameCases } from './has-same-cases.ts';

const COARSER = 10;
/** Of other cases, a label that so many would show is missing by chance once in 20,000 times. */
const EXPECTED = 10;

/** What a property that passes has lost since its baseline and what does not shut a gate. */
export function* notesOn(key: string, record: PropertyRecord, before: BaselineProperty): Generator<string> {
  const { resolution, coverage, runs } = record;
  const was = before.resolution;
  const isSame = hasSameCases(record, before);
  if (was !== null && isSame && !(Number(resolution) <= COARSER * was)) {
    yield `${key}: the resolution is ${formatError(Number(resolution))}, ${formatError(was)} before: smaller errors are no longer seen`;
  }
  const now = new Set(coverage.map(({ label }) => label));
  const least = isSame ? 1 : EXPECTED;
  const lost = Object.entries(before.coverage).filter(
    ([label, share]) => (share / 100) * runs.done >= least && !now.has(label),
  );
  if (lost.length > 0) {
    yield `${key}: no case shows ${lost.map(([label, share]) => `'${label}' (${share}% before)`).join(', ')} any more`;
  }
}
