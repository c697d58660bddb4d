import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indent, shortened, table } from './table.ts';
import { textWidth } from './text-width.ts';

test('text stands to the left, numbers to the right, two spaces apart', () => {
  expect(
    table(
      ['name', 'cases', 'error'],
      [
        ['linear1d', '100', '3e-15'],
        ['net', '1,234', ''],
      ],
    ),
  ).toBe(['name      cases  error', 'linear1d    100  3e-15', 'net       1,234'].join('\n'));
});

test('a column with a single word among its numbers stands to the left', () => {
  expect(table(['ratio'], [['2.000'], ['none'], ['-12']])).toBe('ratio\n2.000\nnone\n-12');
  expect(table(['ratio'], [['2.000'], [''], ['-12']])).toBe('ratio\n2.000\n\n  -12');
});

test('without rows there is the head alone', () => {
  expect(table(['a', 'b'], [])).toBe('a  b');
});

test('every cell stands in the column of its title, and no line ends in spaces', () => {
  const cell = fc.stringMatching(/^[a-z0-9.]{1,9}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), ([head, ...rows]) => {
      const lines = table(head!, rows).split('\n');
      const cells = [head!, ...rows];
      let from = 0;
      for (let column = 0; column < 3; column++) {
        const width = Math.max(...cells.map((row) => row[column]!.length));
        for (const [i, line] of lines.entries()) {
          expect(line.slice(from, from + width).trim()).toBe(cells[i]![column]);
          expect(line.slice(from + width, from + width + 2).trim()).toBe('');
        }
        from += width + 2;
      }
      expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
    }),
  );
});

test('indent leaves empty lines empty', () => {
  expect(indent('a\n\n  b')).toBe('  a\n\n    b');
  expect(indent('a\nb', 4)).toBe('    a\n    b');
});

test('characters of two columns, and marks of none, leave a table aligned', () => {
  const names = ['cube', '数学の勾配', '🎉 party', 'e\u0301te\u0301', '한국어', 'ｆｕｌｌ'];
  expect(names.map(textWidth)).toEqual([4, 10, 8, 3, 6, 8]);
  for (const line of table(
    ['name', 'runs'],
    names.map((name) => [name, '7']),
  ).split('\n')) {
    expect(textWidth(line)).toBe(16);
  }
});

test('a name is cut to columns, not to characters, and no character is cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 30 }), (name, most) => {
      const cut = shortened(name, most);
      expect(textWidth(cut)).toBeLessThanOrEqual(most);
      expect(cut).not.toMatch(/\p{Cs}/u);
      if (textWidth(name) <= most) expect(cut).toBe(name);
    }),
  );
});
