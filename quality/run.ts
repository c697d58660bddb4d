import { mkdirSync, writeFileSync } from 'node:fs';
import { builtInSystems } from './built-in-systems.ts';
import { detection } from './detection.ts';
import { diagnosis } from './diagnosis.ts';
import { falseAlarms } from './false-alarms.ts';
import { killTables } from './kill-tables.ts';
import { power } from './power.ts';
import { replay } from './replay.ts';
import { rightOnes } from './right-ones.ts';
import { screening } from './screening.ts';
import { shrinking } from './shrinking.ts';
import { markdown, type Suite } from './suite.ts';

const SUITES: Readonly<Record<string, Suite>> = {
  'built-in-systems': builtInSystems,
  detection,
  diagnosis,
  'false-alarms': falseAlarms,
  controls: rightOnes,
  'kill-tables': killTables,
  power,
  replay,
  screening,
  shrinking,
};

/** `npm run quality` runs all suites and writes docs/quality.md; names after it run just those, and write nothing. */
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}; the suites are ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
const sections: string[] = [];
let missed = 0;
for (const [name, suite] of Object.entries(SUITES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const section = suite(1);
  missed += section.misses.length;
  sections.push(markdown(section));
  console.log(`${sections.at(-1)}\n`);
  if (section.aside !== undefined) console.log(`${section.aside}\n`);
}
if (chosen.length === 0) {
  mkdirSync(new URL('../docs', import.meta.url), { recursive: true });
  const head =
    '# Quality\n\nWhat the harness does on cases whose answer is known. Written by `npm run quality`; seeds are fixed.';
  writeFileSync(new URL('../docs/quality.md', import.meta.url), `${[head, ...sections].join('\n\n')}\n`);
}
process.exitCode = missed === 0 ? 0 : 1;
