/** A number as JSON holds it: what JSON lacks is written in words. */
export type ExactNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/**
 * Writes a number so that JSON keeps it exactly.
 *
 * @example
 * exactNumber(-0); // '-0'
 * exactNumber(0.1); // 0.1
 */
export function exactNumber(value: number): ExactNumber {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');
}
