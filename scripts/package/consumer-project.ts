import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addFiles, type Project, project, versionOf } from './project.ts';
import { CommandError, run } from './run.ts';

/** The kinds of TypeScript that the types are read with. */
export const TYPESCRIPTS: readonly string[] = ['5.9', '6.0', '7.0'];
/** The optional peers, and what a program of them needs. */
const PEERS = ['core', 'layers', 'converter', 'backend-cpu'].map((part) => `@tensorflow/tfjs-${part}@4`);
const FILES = ['every-subpath.ts', 'square.ts', 'gradient.test.ts', 'vitest.config.ts'];

/** The settings of a strict project that knows nothing of this one. */
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: [],
    skipLibCheck: false,
    rewriteRelativeImportExtensions: true,
    outDir: 'out',
  },
  include: ['*.ts'],
};

/**
 * A project with all optional peers and three compilers, and in it a program that uses every subpath and its tests.
 *
 * @param vitest - Its major version.
 * @throws Error where npm fails.
 */
export function consumerProject(cwd: string, tarball: string, vitest: number, bin?: string): Project {
  const compilers = TYPESCRIPTS.map((version) => `typescript-${version}@npm:typescript@~${version}.0`);
  const made = project(cwd, [tarball, `vitest@${vitest}`, '@jax-js/jax', ...PEERS, ...compilers], bin);
  addFiles(made, ...FILES.map((file) => fileURLToPath(new URL(`../consumer/${file}`, import.meta.url))));
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  return made;
}

/**
 * Compiles the program with all types checked, and forgives what others do wrong in theirs.
 *
 * @returns The version of the compiler.
 * @throws Error with the errors in the program or in the types of the package.
 */
export function compiled(place: Project, version: string): string {
  try {
    run('node', [`node_modules/typescript-${version}/bin/tsc`, '-p', '.'], place);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const lines = error.output.split('\n').filter((line) => /error TS/.test(line));
    const own = lines.filter((line) => !/^node_modules\/(?!gradcheck\/)/.test(line));
    if (own.length > 0 || lines.length === 0) throw new Error(own.join('\n    ') || error.message);
  }
  return versionOf(place, `typescript-${version}`);
}
