import { execFileSync, spawnSync } from 'node:child_process';
import { type Row, rowOf } from '../row.ts';
import { median } from '../timing.ts';
import { atMost, type Workload } from '../workload.ts';

const GROUP = 'import';
const PROCESSES = 15;
const NAMES = ['gradcheck', 'gradcheck/generators', 'gradcheck/models', 'gradcheck/reports', 'gradcheck/vitest'];
const TOGETHER = 'gradcheck and gradcheck/vitest';
const VITEST = 'vitest alone, as a test file has it already';

const WHY =
  'vitest itself, which a test file has loaded before, takes half of the time and fast-check a sixth (the rows below); of the rest a third is the Mersenne twister of @stdlib, 250 kB of bundled CommonJS.';

export const workload: Workload = {
  title: 'i. Import time',
  text: `The built package in plain Node, median of ${PROCESSES} processes, from before the import until it is done; fast-check is part of it.`,
  measures: { imports },
  targets: (rows) => {
    const both = rowOf(rows, GROUP, TOGETHER)?.seconds ?? rowOf(rows, GROUP, 'gradcheck')?.seconds ?? Number.NaN;
    return [atMost('<= 150 ms together', 0.15, both, 'seconds', WHY)];
  },
};

function imports(): readonly Row[] {
  const exported = NAMES.filter((name) => {
    const found = resolved(name) !== undefined;
    if (!found) console.error(`skipped ${name}: the package has no such export`);
    return found;
  });
  const both = exported.includes('gradcheck/vitest')
    ? [
        [TOGETHER, 'gradcheck', 'gradcheck/vitest'],
        [VITEST, 'vitest'],
      ]
    : [];
  return [...exported.map((name) => [name, name]), ...both, ['fast-check alone', 'fast-check']].map(
    ([name, ...modules]) => ({
      group: GROUP,
      name: name!,
      role: 'gradcheck',
      ...importTime(modules.map((module) => resolved(module)!)),
    }),
  );
}

/** Of the build that this runs in, since its package has the name `gradcheck`. */
function resolved(module: string): string | undefined {
  try {
    return import.meta.resolve(module);
  } catch {
    return undefined;
  }
}

/** Files read by an import, counted by their package: what is loaded that nobody asked for shows here. */
const COUNTER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  export const load = (url, context, next) => { writeSync(2, url + '\\n'); return next(url, context); };`)}`;

function importTime(urls: readonly string[]): { readonly seconds: number; readonly note: string } {
  const all = urls.map((url) => `await import(${JSON.stringify(url)});`).join('');
  const script = `const start = performance.now(); ${all} console.log(performance.now() - start);`;
  const run = (): number =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })) / 1e3;
  const seconds = median(Array.from({ length: PROCESSES }, run));
  return { seconds, note: loaded(all) };
}

function loaded(imports: string): string {
  const script = `import Module, { register } from 'node:module'; register(${JSON.stringify(COUNTER)}); ${imports}
    for (const path of Object.keys(Module._cache)) console.error('file://' + path);`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const counts = new Map<string, number>();
  for (const url of new Set(stderr.split('\n').filter((line) => line.startsWith('file:')))) {
    const path = url.split('/node_modules/').at(-1)!;
    const name = path.startsWith('.cache/') ? 'gradcheck' : path.split('/')[0]!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return `files: ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}`;
}
