import { expect, it, describe as suite } from 'vitest';
import { describe, listed } from './describe.ts';

class Layer {}

suite('describe', () => {
  const values: readonly [unknown, string][] = [
    [null, 'null'],
    [undefined, 'undefined'],
    [3, 'the number 3'],
    [Number.NaN, 'the number NaN'],
    [3n, 'the BigInt 3n'],
    ['abc', 'a string ("abc")'],
    ['abcdefghijklmnopqrst', 'a string ("abcdefghijklmnopqrst")'],
    ['abcdefghijklmnopqrstu', 'a string ("abcdefghijklmnopqrst...")'],
    [true, 'a boolean'],
    [Symbol('s'), 'a symbol'],
    [() => 1, 'a function'],
    [class {}, 'a function'],
    [Promise.resolve(1), 'a promise'],
    [Object.fromEntries([['then', () => 1]]), 'a promise'],
    [[1, 2], 'an array of 2'],
    [[], 'an array of 0'],
    [new Float64Array(3), 'a Float64Array of 3'],
    [new BigInt64Array(1), 'a BigInt64Array of 1'],
    [new Map(), 'an object of class Map'],
    [new Date(0), 'an object of class Date'],
    [new Layer(), 'an object of class Layer'],
    [{}, 'an empty object'],
    [Object.create(null), 'an empty object'],
    [{ W: 1, b: 2 }, 'an object with W, b'],
    [Object.assign(Object.create(null), { W: 1 }), 'an object with W'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'an object with a, b, c, d, e and 1 more'],
    [{ constructor: 5 }, 'an object with constructor'],
  ];

  it.each(values.map(([value, words]) => ({ value, words })))('says $words', ({ value, words }) => {
    expect(describe(value)).toBe(words);
  });
});

suite('listed', () => {
  it('joins up to five names and counts the others', () => {
    expect(listed([])).toBe('');
    expect(listed(['W'])).toBe('W');
    expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
  });
});
