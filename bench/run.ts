import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from './build.ts';
import { costSection } from './cost.ts';
import { machine } from './machine.ts';
import { section } from './markdown.ts';
import type { Row } from './row.ts';
import { runPeer } from './run-peer.ts';
import { WORKLOADS } from './workloads/index.ts';

/** `npm run bench` runs all workloads and writes docs/benchmarks.md; letters after it run just those, and write nothing. */
const chosen = process.argv.slice(2);
const unknown = chosen.filter((key) => !(key in WORKLOADS));
if (unknown.length > 0) {
  console.error(`no such workload: ${unknown.join(', ')}; the workloads are ${Object.keys(WORKLOADS).join(', ')}`);
  process.exit(2);
}

const MACHINE = machine();
const MEASURE = build();
const OVERHEAD =
  'at m = 100 the losses and gradients are two thirds of the time, points along directions 7%, comparing params and data after the first calls 7%, drawing directions 4% and fresh copies of the parameters 3%; at a million parameters with a batch of 32, where a loss reads each of them only a few times, the losses are half, points along directions 15%, drawing those 13%, copies 8% and the reach of steps 6% (node --cpu-prof).';

function measure(key: string, name: string): readonly Row[] {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const command = [MEASURE, key, name];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', stdio: [...stdio] })) as Row[];
}

const results = new Map<string, readonly Row[]>();
const sections: string[] = [];
for (const [key, load] of Object.entries(WORKLOADS)) {
  if (chosen.length > 0 && !chosen.includes(key)) continue;
  const start = performance.now();
  const workload = await load();
  const rows = Object.keys(workload.measures).flatMap((name) => [...measure(key, name)]);
  rows.push(...(workload.peers?.() ?? []).flatMap((request) => [...runPeer(request)]));
  results.set(key, rows);
  sections.push(section(workload, rows));
  console.log(`${sections.at(-1)}\n\n(${key} took ${Math.round((performance.now() - start) / 1e3)} s)\n`);
}
if (['a', 'c', 'f'].some((key) => results.has(key))) {
  sections.unshift(costSection(results, OVERHEAD));
  console.log(sections[0]);
}
if (chosen.length === 0) {
  mkdirSync(new URL('../docs', import.meta.url), { recursive: true });
  const head = [
    '# Benchmarks',
    `Written by \`npm run bench\`; seeds are fixed. Measured on ${MACHINE}.`,
    'Every measure runs in a process of its own, peers on one thread, on the same inputs. Times are medians. "Times gradcheck" is the time of a peer over that of gradcheck in the same group; the column after it is the time over (losses x one loss in plain loops over typed arrays), the floor of any check in JavaScript that evaluates so many losses.',
  ];
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), `${[...head, ...sections].join('\n\n')}\n`);
}
