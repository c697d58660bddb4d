import { textWidth } from './text-width.ts';

/** A line shorter than this is no good place to break. */
const SHORT = 40;

/**
 * Breaks a sentence between words, after its last colon or before its last parenthesis where that is enough; the lines after the first stand two further in.
 *
 * @param width - Columns of a line. Default: 80.
 * @example
 * wrapped('db is 3.000 times its central difference', 30); // 'db is 3.000 times its central\n  difference'
 */
export function wrapped(text: string, width = 80): string {
  if (textWidth(text) <= width) return text;
  for (const at of [text.lastIndexOf(': ') + 1, text.lastIndexOf(' (')].sort((a, b) => b - a)) {
    const [claim, rest] = [text.slice(0, at), text.slice(at + 1)];
    if (at > SHORT && textWidth(claim) <= width && textWidth(rest) <= width - 2) return `${claim}\n  ${rest}`;
  }
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    const room = width - (lines.length > 1 ? 2 : 0);
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > room) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n  ');
}
