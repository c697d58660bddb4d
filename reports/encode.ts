import { describe } from '../core/describe.ts';
import { TreeError } from '../core/errors.ts';
import { type TypedArray, typedArrayName } from './typed-arrays.ts';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Writes a value as JSON from which {@link decode} makes it again exactly: every float (NaN, infinities and -0 too),
 * typed arrays, BigInts, undefined, Maps and Sets.
 *
 * What JSON lacks becomes an object with the key `$`, which names its kind: `{ $: 'NaN' }`,
 * `{ $: 'Float32Array', values: [0.5, '-0'] }`. An object of null prototype comes back as a plain one.
 *
 * @param path - Where the value stands, for the error. Default: `value`.
 * @throws TreeError that names the place of a function, an instance of a class, a symbol, a hole or a circle.
 * @example
 * encode({ W: Float64Array.of(1, -0), lambda: 0.1 }); // { W: { $: 'Float64Array', values: [1, '-0'] }, lambda: 0.1 }
 */
export function encode(value: unknown, path = 'value'): Json {
  return write(value, path, []);
}

function write(value: unknown, path: string, above: readonly object[]): Json {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return isPlain(value) ? value : { $: numberName(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', value: String(value) };
    case 'object':
      if (value === null) return null;
      if (above.includes(value)) throw new TreeError(path, 'contains itself');
      return writeObject(value, path, [...above, value]);
    default:
      throw new TreeError(path, `${describe(value)} cannot be written down`);
  }
}

function writeObject(value: object, path: string, above: readonly object[]): Json {
  const name = typedArrayName(value);
  if (name !== undefined) return { $: name, values: Array.from(value as ArrayLike<number | bigint>, elementOf) };
  if (Array.isArray(value)) {
    return Array.from(value, (item, i) => {
      if (!(i in value)) throw new TreeError(`${path}[${i}]`, 'a hole cannot be written down');
      return write(item, `${path}[${i}]`, above);
    });
  }
  const items = (list: Iterable<unknown>): Json => write([...list], path, above);
  if (isInstance(value, 'Map')) return { $: 'Map', entries: items(value as Map<unknown, unknown>) };
  if (isInstance(value, 'Set')) return { $: 'Set', values: items(value as Set<unknown>) };
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TreeError(path, `${describe(value)} cannot be written down`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw new TreeError(path, 'a symbol cannot be written down');
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    write(item, path === '' ? key : `${path}.${key}`, above),
  ]);
  // A `$` of the user's own is no mark of a kind.
  return entries.some(([key]) => key === '$') ? { $: 'object', entries } : Object.fromEntries(entries);
}

function elementOf(value: TypedArray[number]): Json {
  return typeof value === 'bigint' || !isPlain(value) ? numberName(value) : value;
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function numberName(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Of this very class, also of another realm, and of none derived from it. */
function isInstance(value: object, name: string): boolean {
  return (
    Object.prototype.toString.call(value) === `[object ${name}]` &&
    (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor?.name === name
  );
}
