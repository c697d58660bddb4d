/**
 * A number in few characters: six significant digits, no trailing zeros, exponents where they are shorter.
 *
 * @example
 * formatNumber(0.1 + 0.2); // '0.3'
 * formatNumber(-1234567); // '-1.23457e6'
 */
export function formatNumber(value: number, digits = 6): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 10 ** digits) return String(Number(value.toPrecision(digits)));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string];
  return `${Number(mantissa)}e${Number(exponent)}`;
}

/** An error or a bound: one significant digit, e.g. `3e-12`. */
export function formatError(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return value >= 0.01 && value < 1000 ? String(Number(value.toPrecision(2))) : formatNumber(value, 1);
}

/** A count with thousands parted, e.g. `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/**
 * A time in the unit that reads best, e.g. `340 ms`, `2.4 s`, `3 min`.
 *
 * @param milliseconds - 0 or more.
 * @example
 * formatDuration(2412); // '2.4 s'
 */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 99_950) return `${Number((milliseconds / 1000).toPrecision(2))} s`;
  return `${formatCount(Math.round(milliseconds / 60_000))} min`;
}
