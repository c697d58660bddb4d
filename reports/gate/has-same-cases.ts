import type { PropertyRecord } from '../report-schema.ts';
import type { BaselineProperty } from './baseline-schema.ts';

/** Whether a property was run over the cases of its baseline; one that does not say so is taken by its word. */
export function hasSameCases({ seed }: PropertyRecord, before: BaselineProperty): boolean {
  return before.seed === undefined || before.seed === seed;
}
