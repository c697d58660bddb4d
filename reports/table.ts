/** Aligns rows in columns two spaces apart; columns whose cells below the head are all numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const right = head.map((_, column) => rows.every((row) => /^-?[\d.]/.test(row[column]!) || row[column] === ''));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
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

/** Text of so many characters at the most, its middle left out. */
export function shortened(text: string, most: number): string {
  // By code points: half of a pair of surrogates is no character.
  const characters = [...text];
  if (characters.length <= most) return text;
  const kept = Math.max(2, most - 1);
  return `${characters.slice(0, Math.ceil(kept / 2)).join('')}…${characters.slice(-Math.floor(kept / 2)).join('')}`;
}
