import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from './text-width.ts';
import { wrapped } from './wrapped.ts';

test('a sentence that fits stays as it is', () => {
  expect(wrapped('db is 3.000 times its central difference')).toBe('db is 3.000 times its central difference');
});

test('a longer one is broken after its last colon or before its last parenthesis, so that these are in one piece', () => {
  const cause = 'dparams is 1.333 times its central difference in its only entry';
  expect(wrapped(`${cause} (largest residual 0)`, 78)).toBe(`${cause}\n  (largest residual 0)`);
  const law = 'b1[0,0]: central differences stay 2.19 off the claim from h = 0.5 to 2e-12:';
  expect(wrapped(`${law} flat in h, a wrong gradient`, 78)).toBe(`${law}\n  flat in h, a wrong gradient`);
});

test('no line is wider than asked but for a word that is, and no word is lost', () => {
  const word = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
    .map((text) => text.replaceAll(' ', '_'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.integer({ min: 25, max: 80 }), (words, width) => {
      const text = wrapped(words.join(' '), width);
      for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(text.split(/\n {2}| /)).toEqual(words);
    }),
  );
});
