import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCode } from './to-code.ts';

const evaluated = (code: string): unknown => new Function(`return (${code});`)();

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1e21, 5e-324, 0.1 + 0.2, Number.MAX_VALUE),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom("it's", 'say "no"', '\\', '\\"', "\\'", '`$`', '\n\t\u2028', '*/ // <!--', ''),
);
const key = fc
  .oneof(text, fc.constantFrom('W1', 'a-b', '0', '-1', 'class', '$', '_x', 'é', 'two words', ''))
  .filter((name) => name !== '__proto__');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    text,
    fc.constantFrom(null, undefined, true, false, 12n),
    fc.array(number, { maxLength: 60 }),
    fc.float64Array({ maxLength: 60 }),
    fc.float32Array({ maxLength: 60 }),
    fc.int32Array({ maxLength: 10 }),
    fc.uint8Array({ maxLength: 10 }),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('tree'), { maxLength: 3 }).map((values) => new Set(values)),
    fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

test('any tree of numbers, strings, arrays, typed arrays and objects comes back from its code exactly', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(evaluated(toCode(value))).toStrictEqual(value);
    }),
    { numRuns: 500 },
  );
});

test('the code means the same wherever it is indented', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom('  ', '        '), (value, indentation) => {
      expect(evaluated(toCode(value, indentation))).toStrictEqual(value);
    }),
  );
});

test('numbers are written exactly, signs of zero included', () => {
  expect(toCode([0, -0, 0.1, 1 / 3, 1e300, Number.NaN, Infinity, -Infinity])).toBe(
    '[0, -0, 0.1, 0.3333333333333333, 1e+300, NaN, Infinity, -Infinity]',
  );
  expect(toCode(-0)).toBe('-0');
  expect(toCode(Float64Array.of(-0, 2))).toBe('Float64Array.of(-0, 2)');
  expect(toCode(new Float32Array([0.5, Number.NaN]))).toBe('Float32Array.of(0.5, NaN)');
});

test('strings stand in single quotes, other quotes as they are', () => {
  expect(toCode("it's")).toBe("'it\\'s'");
  expect(toCode('say "no"')).toBe(`'say "no"'`);
  expect(toCode('back\\slash\n')).toBe("'back\\\\slash\\n'");
});

test('keys are quoted only where they are no identifiers', () => {
  expect(toCode({ W1: 1, $: 2, _x: 3, 'a-b': 4, '1st': 5, "it's": 6, 'two words': 7, '': 8 })).toBe(
    `{ W1: 1, $: 2, _x: 3, 'a-b': 4, '1st': 5, 'it\\'s': 6, 'two words': 7, '': 8 }`,
  );
});

test('what is empty stays short', () => {
  expect([{}, [], new Float64Array(), [[]], { a: {} }].map((value) => toCode(value))).toEqual([
    '{}',
    '[]',
    'Float64Array.of()',
    '[[]]',
    '{ a: {} }',
  ]);
});

describe('layout', () => {
  test('what fits into 78 columns stays on one line', () => {
    expect(
      toCode({
        params: {
          W: [
            [1, 2],
            [3, 4],
          ],
          b: 0,
        },
        data: null,
      }),
    ).toBe('{ params: { W: [[1, 2], [3, 4]], b: 0 }, data: null }');
  });

  test('longer objects and arrays have a line for each part, nested ones indented by two', () => {
    const layer = { weights: [0.123456789, 0.234567891, 0.345678912], bias: 0.456789123, activation: 'sigmoid' };
    expect(toCode({ layers: [layer, layer] })).toBe(`{
  layers: [
    {
      weights: [0.123456789, 0.234567891, 0.345678912],
      bias: 0.456789123,
      activation: 'sigmoid',
    },
    {
      weights: [0.123456789, 0.234567891, 0.345678912],
      bias: 0.456789123,
      activation: 'sigmoid',
    },
  ],
}`);
  });

  test('long lists of numbers are filled up and broken between numbers', () => {
    expect(toCode(Float64Array.from({ length: 30 }, (_, i) => i / 8))).toBe(
      `Float64Array.of(0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1.125,
  1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2, 2.125, 2.25, 2.375, 2.5, 2.625,
  2.75, 2.875, 3, 3.125, 3.25, 3.375, 3.5, 3.625)`,
    );
  });

  test('a short list behind a long name stays in one piece', () => {
    const name = 'aLongNameOfABlock'.repeat(5);
    expect(toCode({ params: { [name]: [1, 1], b: 0 } })).toContain(`    ${name}: [1, 1],\n`);
  });

  test('no line of numbers is longer than 78 columns', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 60 }), (values) => {
        const lines = toCode({ params: { W1: { shape: [values.length], data: values } } }, '  ').split('\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
      }),
    );
  });

  test('lists of more than 60 numbers are cut and say by how many', () => {
    const values = Array.from({ length: 75 }, (_, i) => i);
    expect(toCode(values).replaceAll(/\s+/g, ' ')).toMatch(/ 58, 59 \/\* and 15 more \*\/\]$/);
    expect(evaluated(toCode(values))).toEqual(values.slice(0, 60));
    expect(evaluated(toCode(values.slice(0, 60)))).toEqual(values.slice(0, 60));
    expect(toCode(values.slice(0, 60))).not.toContain('more');
    expect(toCode(Float64Array.from(values)).replaceAll(/\s+/g, ' ')).toContain('59 /* and 15 more */)');
  });
});

test('all numbers are written where all are asked for, more than a call has arguments', () => {
  const values = Float64Array.from({ length: 70_000 }, (_, i) => i);
  expect(evaluated(toCode(values, '', Number.POSITIVE_INFINITY))).toEqual(values);
});
