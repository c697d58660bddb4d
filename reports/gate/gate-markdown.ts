import { escapeMarkdown } from '../escape-markdown.ts';
import type { GateResult } from './gate.ts';

/** What a gate says, as Markdown for a pull request. */
export function gateMarkdown({ ok, causes, notes }: GateResult): string {
  const head = ok ? '### gradcheck: the gate is open' : '### gradcheck: the gate is shut';
  const rows = causes.map(
    ({ key, kind, message }) => `| ${escapeMarkdown(key)} | ${kind} | ${escapeMarkdown(message)} |`,
  );
  const table = rows.length === 0 ? [] : ['', '| property | cause | |', '| --- | --- | --- |', ...rows];
  const list = notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${escapeMarkdown(note)}`)];
  return [head, ...table, ...list, ''].join('\n');
}
