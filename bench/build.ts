import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url);
/** Under node_modules, so that dependencies are found from there and no one else's build is touched. */
const OUT = new URL('node_modules/.cache/gradcheck-bench/', ROOT);

/**
 * Compiles the package and the benchmark as `npm run build` would: run by tsx, every closure would pay for the name
 * that tsx gives it.
 *
 * @returns The compiled `measure.ts`.
 */
export function build(): string {
  const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', ROOT));
  execFileSync(process.execPath, [tsc, '-p', 'bench/tsconfig.json'], { cwd: fileURLToPath(ROOT), stdio: 'inherit' });
  writeFileSync(
    new URL('package.json', OUT),
    JSON.stringify({ name: 'gradcheck', type: 'module', exports: entryPoints() }),
  );
  return fileURLToPath(new URL('bench/measure.js', OUT));
}

/** The files of the build behind the names that the package exports, such as `./models`. */
function entryPoints(): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
    exports: Record<string, { default?: string } | string>;
  };
  const built = Object.entries(exports).flatMap(([name, target]): [string, string][] => {
    const path = (typeof target === 'string' ? target : (target.default ?? '')).replace('/dist/', '/');
    return path.endsWith('.js') && existsSync(new URL(path, OUT)) ? [[name, path]] : [];
  });
  return Object.fromEntries(built);
}
