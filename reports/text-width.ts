/** Ideographs, Hangul, kana, their punctuation, full-width forms, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * How many columns of a terminal a text takes: two for a wide character, none for one that joins the one before.
 *
 * Source: Unicode Standard Annex 11, East Asian Width.
 *
 * @example
 * textWidth('数学 ok'); // 7
 */
export function textWidth(text: string): number {
  // The length is right for most names, and costs nothing.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...text].reduce((sum, character) => sum + (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0);
}
