/**
 * A deep copy of plain data: numbers, strings, arrays, typed arrays and objects of these. Undefined where it holds anything
 * else, whose copy may be another thing.
 *
 * @example
 * copyOf({ x: [1, 2] }); // { x: [1, 2] }, of new arrays
 */
export function copyOf<T>(data: T): T | undefined {
  return isPlain(data) ? structuredClone(data) : undefined;
}

function isPlain(value: unknown, parents: readonly unknown[] = []): boolean {
  if (typeof value === 'function' || typeof value === 'symbol' || parents.includes(value)) return false;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  const prototype = Object.getPrototypeOf(value) as unknown;
  const known = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return known && Object.values(value).every((item) => isPlain(item, [...parents, value]));
}
