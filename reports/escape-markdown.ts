import { oneLine } from './table.ts';

/** Text that means itself in Markdown, in a table cell too. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]<>#|~&]/g, String.raw`\$&`);
}
