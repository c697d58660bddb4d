/**
 * Copies plain data (numbers, strings, arrays, typed arrays, plain objects), so that a later change can be found.
 * What else an object holds (functions, class instances) is left out of the copy and of the comparison.
 */
export function snapshot(value: unknown): unknown {
  return copy(value, new Map());
}

/** Where `now` differs from its earlier snapshot, as a path such as `data.X.data[3]`; undefined where nothing changed. */
export function changedSince(before: unknown, now: unknown, path: string): string | undefined {
  return difference(before, now, path, new Map());
}

type NumberArray = ArrayLike<number | bigint> & object;

function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (isNumberArray(value)) return copyNumbers(value);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    seen.set(value, items);
    for (const item of value) items.push(copy(item, seen));
    return items;
  }
  if (!isPlain(value)) return value;
  const object: Record<string, unknown> = Object.create(null);
  seen.set(value, object);
  for (const [key, item] of Object.entries(value)) object[key] = copy(item, seen);
  return object;
}

function difference(before: unknown, now: unknown, path: string, seen: Map<unknown, unknown>): string | undefined {
  if (typeof before !== 'object' || before === null) return Object.is(before, now) ? undefined : path;
  if (typeof now !== 'object' || now === null) return path;
  if (seen.get(before) === now) return undefined;
  seen.set(before, now);
  if (isNumberArray(before)) return isNumberArray(now) ? differentNumber(before, now, path) : path;
  if (Array.isArray(before)) {
    if (!Array.isArray(now) || now.length !== before.length) return path;
    for (const [index, item] of before.entries()) {
      const found = difference(item, now[index], `${path}[${index}]`, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isPlain(before)) return before === now ? undefined : path;
  for (const key of Object.keys(before)) {
    const found = difference(Reflect.get(before, key), Reflect.get(now, key), `${path}.${key}`, seen);
    if (found !== undefined) return found;
  }
  const added = Object.keys(now).find((key) => !(key in before));
  return added === undefined ? undefined : `${path}.${added}`;
}

// By TypedArray.prototype.slice: that of a Buffer shares its memory.
function copyNumbers(value: object): unknown {
  return Float64Array.prototype.slice.call(value);
}

function differentNumber(before: NumberArray, now: NumberArray, path: string): string | undefined {
  if (before.length !== now.length) return path;
  if (before instanceof Float64Array && now instanceof Float64Array) {
    const changed = differentFloat(before, now);
    return changed === undefined ? undefined : `${path}[${changed}]`;
  }
  for (let i = 0; i < before.length; i++) {
    if (before[i] !== now[i] && !Object.is(before[i], now[i])) return `${path}[${i}]`;
  }
  return undefined;
}

/** As {@link differentNumber}, for the kind of array that large data comes in. */
function differentFloat(before: Float64Array, now: Float64Array): number | undefined {
  for (let i = 0; i < before.length; i++) {
    if (before[i] !== now[i] && !Object.is(before[i], now[i])) return i;
  }
  return undefined;
}

function isNumberArray(value: object): value is NumberArray {
  return ArrayBuffer.isView(value) && 'length' in value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
