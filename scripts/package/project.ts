import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './run.ts';

/** An empty project in which packages were installed. */
export interface Project {
  readonly cwd: string;
  /** See {@link Place}. */
  readonly bin?: string | undefined;
}

/**
 * Makes an empty project and installs packages into it, as their names, ranges or tarballs.
 *
 * @throws Error where npm fails.
 */
export function project(cwd: string, packages: readonly string[], bin?: string): Project {
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd, bin });
  return { cwd, bin };
}

/** Copies files of a folder into the project. */
export function addFiles({ cwd }: Project, ...files: readonly string[]): void {
  for (const file of files) cpSync(file, join(cwd, basename(file)));
}

/** The version of a package that is installed in the project. */
export function versionOf({ cwd }: Project, name: string): string {
  return (JSON.parse(readFileSync(join(cwd, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** Bytes of the files below a folder; what they take on a disk is more. */
export function sizeOf(folder: string): number {
  if (!statSync(folder).isDirectory()) return statSync(folder).size;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(path) : entry.isFile() ? statSync(path).size : 0);
  }, 0);
}
