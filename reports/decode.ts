import { TreeError } from '../core/errors.ts';
import type { Json } from './encode.ts';
import { TYPED_ARRAYS, type TypedArrayName } from './typed-arrays.ts';

type JsonObject = { readonly [key: string]: Json };

const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

/**
 * Makes the value again that {@link encode} wrote.
 *
 * @param path - Where the value stands, for the error. Default: `value`.
 * @throws TreeError that names the place of what `encode` does not write.
 * @example
 * decode(JSON.parse('{ "w": [1, { "$": "-0" }] }')); // { w: [1, -0] }
 */
export function decode(json: Json, path = 'value'): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map((item, i) => decode(item, `${path}[${i}]`));
  if (Object.hasOwn(json, '$')) return decodeKind(json as JsonObject, path);
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, decode(item, `${path}.${key}`)]));
}

function decodeKind(json: JsonObject, path: string): unknown {
  const kind = json.$;
  if (typeof kind === 'string' && Object.hasOwn(NUMBERS, kind)) return NUMBERS[kind];
  if (typeof kind === 'string' && Object.hasOwn(TYPED_ARRAYS, kind))
    return typedArray(kind as TypedArrayName, json, path);
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return bigint(json.value, path);
    case 'Map':
      return new Map(pairs(json.entries, path));
    case 'Set':
      return new Set(list(json.values, path).map((item, i) => decode(item, `${path}.values[${i}]`)));
    case 'object':
      return Object.fromEntries(pairs(json.entries, path) as [string, unknown][]);
    default:
      throw new TreeError(path, `"$": ${JSON.stringify(kind)} is no kind of value; was it written by a newer version?`);
  }
}

function typedArray(name: TypedArrayName, json: JsonObject, path: string): unknown {
  const values = list(json.values, path);
  if (name === 'BigInt64Array' || name === 'BigUint64Array') {
    return TYPED_ARRAYS[name].from(values.map((value) => bigint(value, path)));
  }
  return TYPED_ARRAYS[name].from(
    values.map((value, i) => {
      const number = typeof value === 'string' ? NUMBERS[value] : value;
      if (typeof number !== 'number') throw new TreeError(`${path}[${i}]`, `${JSON.stringify(value)} is no number`);
      return number;
    }),
  );
}

function bigint(value: Json | undefined, path: string): bigint {
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  throw new TreeError(path, `${JSON.stringify(value)} is no integer in a string`);
}

function pairs(entries: Json | undefined, path: string): [unknown, unknown][] {
  return list(entries, path).map((entry, i) => {
    const [key, item] = list(entry, `${path}.entries[${i}]`);
    return [decode(key ?? null, `${path}.entries[${i}]`), decode(item ?? null, `${path}.entries[${i}]`)];
  });
}

function list(json: Json | undefined, path: string): readonly Json[] {
  if (isList(json)) return json;
  throw new TreeError(path, 'expected a list of values');
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
