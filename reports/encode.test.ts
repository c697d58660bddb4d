import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TreeError } from '../core/errors.ts';
import { decode } from './decode.ts';
import { encode, type Json } from './encode.ts';
import { prettyJson } from './pretty-json.ts';

const SPECIAL = [0, -0, Number.NaN, Infinity, -Infinity, 5e-324, 1e-308, 0.1 + 0.2, Number.MAX_VALUE, 2 ** 53 + 2];
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(...SPECIAL));
const key = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$', '__proto__', 'values', 'W1', '0'),
);
const special = fc.array(fc.constantFrom(...SPECIAL), { maxLength: 5 });
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    key,
    fc.bigInt(),
    fc.constantFrom(null, undefined, true, false),
    fc.float64Array(),
    special.map((values) => Float64Array.from(values)),
    fc.float32Array(),
    special.map((values) => Float32Array.from(values)),
    fc.oneof(fc.int8Array(), fc.uint8Array(), fc.uint8ClampedArray(), fc.int16Array(), fc.uint16Array()),
    fc.oneof(fc.int32Array(), fc.uint32Array(), fc.bigInt64Array(), fc.bigUint64Array()),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    fc.array(fc.tuple(tie('tree'), tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('tree'), { maxLength: 3 }).map((values) => new Set(values)),
  ),
}));

describe('encode and decode', () => {
  test('any tree comes back from a file exactly: every float, typed array, BigInt, Map, Set and key', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), (value, pretty) => {
        const json = encode(value);
        const text = pretty ? prettyJson(json, ' '.repeat(90)) : JSON.stringify(json);
        expect(decode(JSON.parse(text))).toStrictEqual(value);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('numbers, arrays and objects are plain JSON, and only the rest carries a mark', () => {
    expect(encode({ W: [[1, -0.5]], f: Float32Array.of(0.5, -0), lambda: Number.NaN, name: 'NaN' })).toEqual({
      W: [[1, -0.5]],
      f: { $: 'Float32Array', values: [0.5, '-0'] },
      lambda: { $: 'NaN' },
      name: 'NaN',
    });
  });

  test('an object with a key $ of its own is not mistaken for a mark', () => {
    const value = { $: 'NaN', deeper: [{ $: 'undefined' }] };
    expect(decode(encode(value))).toStrictEqual(value);
  });

  test('an object of null prototype comes back as a plain one', () => {
    expect(decode(encode(Object.assign(Object.create(null), { w: 1 })))).toStrictEqual({ w: 1 });
  });

  class Dual {}
  const circle: unknown[] = [];
  circle.push({ again: circle });
  test.for<[string, unknown, string]>([
    ['a function', { data: { f: Math.tanh } }, 'case.data.f: a function cannot be written down'],
    ['a class instance', { params: [new Dual()] }, 'case.params[0]: an object of class Dual cannot be written down'],
    ['a date', { data: new Date(0) }, 'case.data: an object of class Date cannot be written down'],
    ['a symbol', { data: Symbol('x') }, 'case.data: a symbol cannot be written down'],
    ['a symbol key', { data: { [Symbol('x')]: 1 } }, 'case.data: a symbol cannot be written down'],
    ['a hole', { data: new Array(1) }, 'case.data[0]: a hole cannot be written down'],
    ['a circle', { data: circle }, 'case.data[0].again: contains itself'],
    ['a derived Map', { data: new (class Other extends Map {})() }, 'case.data: an object of class Other'],
  ])('%s is refused by name, never lost', ([, value, message]) => {
    expect(() => encode(value, 'case')).toThrow(TreeError);
    expect(() => encode(value, 'case')).toThrow(message);
  });

  test('one object at two places is no circle', () => {
    const shared = [1];
    expect(encode([shared, shared])).toEqual([[1], [1]]);
  });

  test.for<[Json, string]>([
    [{ $: 'Float128Array', values: [] }, 'file.w: "$": "Float128Array" is no kind of value'],
    [{ $: 'Float64Array', values: [1, 'two'] }, 'file.w[1]: "two" is no number'],
    [{ $: 'Float64Array' }, 'file.w: expected a list of values'],
    [{ $: 'bigint', value: 'x' }, 'file.w: "x" is no integer in a string'],
  ])('%j is refused by name', ([json, message]) => {
    expect(() => decode({ w: json }, 'file')).toThrow(message);
  });
});

test('a long array of numbers stays on one line, other things of more than 100 columns are parted', () => {
  const values = [...Array.from({ length: 80 }, (_, i) => i), 'NaN'];
  const sentence = 'a sentence that is long enough to stand on a line of its own';
  expect(prettyJson({ values, texts: [sentence, sentence], b: [{ short: 1 }], mixed: [1, { values }] })).toBe(`{
  "values": [${values.map((value) => JSON.stringify(value)).join(', ')}],
  "texts": [
    "${sentence}",
    "${sentence}"
  ],
  "b": [{ "short": 1 }],
  "mixed": [
    1,
    {
      "values": [${values.map((value) => JSON.stringify(value)).join(', ')}]
    }
  ]
}`);
});
