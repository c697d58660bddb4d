import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS } from './replay/kinds.ts';
import { type Replayed, replayAll, storeAll } from './replay/store-all.ts';
import { part, type Section } from './suite.ts';

const SEEDS = 20;
const CHILD = fileURLToPath(new URL('./replay/child.ts', import.meta.url));

/** Where stored cases were replayed; without `replayed` it could not be tried. */
interface Place {
  readonly where: string;
  readonly replayed?: readonly Replayed[];
}

/** Stored counterexamples replay by value in other processes, under another Node, and under changed generators. */
export function replay(share: number): Section {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-replay-'));
  const { CI } = process.env;
  try {
    process.env.CI = '';
    const seeds = part(SEEDS, share);
    storeAll(folder, seeds);
    // Replaying is not to change what the next one replays.
    process.env.CI = 'true';
    const places =
      share === 1
        ? [inChild(process.execPath, folder), newer(folder)]
        : [{ where: 'this process', replayed: replayAll(folder) }];
    return section(places, seeds);
  } finally {
    if (CI === undefined) delete process.env.CI;
    else process.env.CI = CI;
    rmSync(folder, { recursive: true });
  }
}

function section(places: readonly Place[], seeds: number): Section {
  const misses: string[] = [];
  const rows = KINDS.map(({ name }) => {
    const cells = places.map(({ where, replayed }) => {
      if (replayed === undefined) return 'skipped';
      const { stored, same, failing } = replayed.find(({ kind }) => kind === name)!;
      if (stored < seeds) misses.push(`${name}: ${stored} of ${seeds} stored`);
      if (same < stored || failing < stored)
        misses.push(`${name}, ${where}: ${same} of ${stored} values the same, ${failing} fail in the same way`);
      return `${same}, ${failing}`;
    });
    return [name, String(seeds), ...cells];
  });
  return {
    title: 'Stored counterexamples',
    text: `One counterexample a seed (from 1) is found, shrunk and stored, then replayed in another process with changed bounds of its generator and another seed: how many come with the same value bit by bit, and how many of them fail in the same way (verdict, blame, diagnoses to the word). Node 24 comes from the npm package \`node\`; the column says skipped where it cannot be had.`,
    head: ['kind', 'stored', ...places.map(({ where }) => `${where}: same value, same failure`)],
    rows,
    misses,
  };
}

function newer(folder: string): Place {
  const { status, stdout } = spawnSync('npx', ['-y', 'node@24', '-p', 'process.execPath'], { encoding: 'utf8' });
  if (status === 0) return inChild(stdout.trim(), folder);
  console.log('Node 24 is not to be had here: skipped');
  return { where: 'Node 24' };
}

function inChild(node: string, folder: string): Place {
  const { status, stdout, stderr } = spawnSync(node, ['--import', 'tsx', CHILD, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${node} could not replay: ${stderr}`);
  const result: { readonly node: string; readonly replayed: readonly Replayed[] } = JSON.parse(stdout);
  return { where: `Node ${result.node}`, replayed: result.replayed };
}
