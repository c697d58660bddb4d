import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/package/bundle.ts';
import { ENTRIES } from '../scripts/package/entries.ts';

const ROOT = new URL('../', import.meta.url);
/** Under node_modules, so that dependencies are found from there and no one else's build is touched. */
const OUT = new URL('node_modules/.cache/gradcheck-bench/', ROOT);

/**
 * Bundles the package and the benchmark as `npm run build` would: run by tsx, every closure would pay for the name that tsx
 * gives it.
 *
 * @returns The built `measure.ts`.
 */
export function build(): string {
  const root = fileURLToPath(ROOT);
  rmSync(OUT, { recursive: true, force: true });
  bundle(root, ENTRIES, fileURLToPath(new URL('dist', OUT)));
  // The build goes by the name `gradcheck`, too.
  writeFileSync(new URL('package.json', OUT), readFileSync(new URL('package.json', ROOT)));
  bundle(root, { measure: 'bench/measure.ts' }, fileURLToPath(new URL('bench', OUT)));
  return fileURLToPath(new URL('bench/measure.js', OUT));
}
