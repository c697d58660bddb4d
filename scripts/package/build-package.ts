import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { ENTRIES } from './entries.ts';
import { notices } from './notices.ts';
import { run } from './run.ts';

/**
 * Builds the package into a folder, which is emptied first: a bundle for each entry, and the types in `types/`, one file
 * for each source.
 *
 * @param root - The folder of the repository.
 * @throws Error where it does not compile.
 */
export function buildPackage(root: string, dist: string): void {
  rmSync(dist, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const types = ['--emitDeclarationOnly', '--outDir', join(dist, 'types')];
  run(process.execPath, [tsc, '-p', 'tsconfig.build.json', ...types], { cwd: root });
  const bundled = bundle(root, ENTRIES, dist);
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(root, bundled));
}
