import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type { Packed } from './pack.ts';
import type { Project } from './project.ts';
import { run } from './run.ts';

/** The packages that the built code and its types import, in alphabetical order. */
export function importedPackages({ folder, manifest }: Packed): readonly string[] {
  const dist = join(folder, 'dist');
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .flatMap((file) => ts.preProcessFile(readFileSync(join(dist, file), 'utf8')).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier))
    .map(packageOf);
  return [...new Set(names)].filter((name) => name !== manifest.name).sort();
}

/** Prints every file that is loaded, by `import` or `require`. */
const WATCHER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  export const load = (url, context, next) => { writeSync(1, url + '\\n'); return next(url, context); };`)}`;

/** The files that are loaded where a module is imported in plain Node, below `node_modules`. */
export function loadedFiles(module: string, { cwd, bin }: Project): readonly string[] {
  const script = `import Module, { register } from 'node:module'; register(${JSON.stringify(WATCHER)});
    await import(${JSON.stringify(module)}); for (const path of Object.keys(Module._cache)) console.log(path);`;
  const files = run('node', ['--input-type=module', '-e', script], { cwd, bin }).split('\n');
  const inside = files.filter((file) => file.includes('/node_modules/'));
  return [...new Set(inside.map((file) => file.split('/node_modules/').at(-1)!))].sort();
}

/** `@scope/name/file` and `name/file` without the file. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
