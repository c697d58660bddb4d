import type { PropertyRecord } from '../report-schema.ts';

/** The name of a property in a baseline: `file > test > property`. */
export function keyOf({ file, test, property }: Pick<PropertyRecord, 'file' | 'test' | 'property'>): string {
  return [file, test, property].filter((part) => part !== '').join(' > ');
}
