import { textWidth } from './text-width.ts';

/** Aligns rows in columns two spaces apart; columns whose cells below the head are all numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(textWidth(title), ...rows.map((row) => textWidth(row[column]!))));
  const right = head.map((_, column) => rows.every((row) => /^-?[\d.]/.test(row[column]!) || row[column] === ''));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat(widths[column]! - textWidth(cell));
          return right[column] ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Puts spaces before every line. */
export function indent(text: string, by = 2): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');
}

/** Text without line breaks and without what moves the cursor of a terminal or colours it. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Text of so many columns at the most, its middle left out. */
export function shortened(text: string, most: number): string {
  if (textWidth(text) <= most) return text;
  const kept = Math.max(2, most - 1);
  // By code points: half of a pair of surrogates is no character.
  const characters = [...text];
  const end = fitting(characters.toReversed(), Math.floor(kept / 2)).toReversed();
  return `${fitting(characters, Math.ceil(kept / 2)).join('')}…${end.join('')}`;
}

/** The first characters that fit into so many columns. */
function fitting(characters: readonly string[], most: number): readonly string[] {
  let width = 0;
  const end = characters.findIndex((character) => {
    width += textWidth(character);
    return width > most;
  });
  return characters.slice(0, end < 0 ? undefined : end);
}
