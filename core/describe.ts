/** Names a value in a few words for an error message, e.g. `a string ("abc")` or `a Float64Array of 3`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'bigint') return `the BigInt ${value}n`;
  if (typeof value === 'string') return `a string ("${value.length > 20 ? `${value.slice(0, 20)}...` : value}")`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (typeof (value as { then?: unknown }).then === 'function') return 'a promise';
  if (ArrayBuffer.isView(value) && 'length' in value) return `${article(className(value))} of ${value.length}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const name = className(value);
  if (name !== 'Object') return `an object of class ${name}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${listed(keys)}`;
}

/** Joins names for a sentence, cut after five. */
export function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

/** Uint8Array is spoken with a consonant. */
function article(name: string): string {
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'Object';
  const maker: unknown = (prototype as { constructor?: unknown }).constructor;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'Object';
}
