import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonTrouble } from './json-trouble.ts';

/** What JSON.parse lets pass. */
const LOST = /stands twice|beyond float64|nested/;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('any JSON is free of trouble, however it is laid out', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t', '\r\n '), (json, space) => {
      expect(jsonTrouble(JSON.stringify(JSON.parse(json), null, space))).toBeUndefined();
    }),
  );
});

test('what JSON.parse refuses is in trouble, and what it takes is not, but for what it loses', () => {
  const damaged = fc
    .record({
      json: fc.json(),
      at: fc.nat(),
      cut: fc.nat(3),
      put: fc.constantFrom('', ',', '"', '}', ']', ':', '1', '-', 'e', '\\'),
    })
    .map(({ json, at, cut, put }) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + put + json.slice(place + cut);
    });
  fc.assert(
    fc.property(damaged, (text) => {
      const trouble = jsonTrouble(text);
      if (trouble === undefined) {
        // Only what stands within quotes is left to JSON.parse.
        if (!parses(text)) expect(text).toMatch(/\\|[^ -~]/);
      } else {
        expect(trouble.at).toBeLessThanOrEqual(text.length);
        if (!LOST.test(trouble.what)) expect(parses(text), trouble.what).toBe(false);
      }
    }),
    { numRuns: 1000 },
  );
});

test('keys count as the same however they are written, and in their own object only', () => {
  expect(jsonTrouble('{ "a": { "a": 1 }, "b": [{ "a": 1 }, { "a": 2 }] }')).toBeUndefined();
  expect(jsonTrouble('{ "a": {}, "a": 2 }')).toEqual({ at: 11, what: '"a" stands twice' });
  expect(jsonTrouble('{ "a": 1, "\\u0061": 2 }')).toEqual({ at: 10, what: '"a" stands twice' });
});
