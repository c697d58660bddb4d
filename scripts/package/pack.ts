import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';
import { run } from './run.ts';

/** What `package.json` says, as far as packing and its checks read it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A packed package. */
export interface Packed {
  readonly manifest: Manifest;
  /** The folder that was packed. */
  readonly folder: string;
  /** The path of the tarball. */
  readonly tarball: string;
  /** How many files it holds. */
  readonly files: number;
  /** In bytes. */
  readonly size: number;
}

/**
 * Builds the package in a folder of its own, so that nothing of an older build gets in, and packs it.
 *
 * @param root - The folder of the repository.
 * @param scratch - An empty folder.
 * @throws Error where it does not build.
 */
export function pack(root: string, scratch: string): Packed {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const folder = join(scratch, 'package');
  mkdirSync(folder);
  buildPackage(root, join(folder, 'dist'));
  for (const file of ['package.json', 'README.md', 'LICENSE', ...manifest.files.filter((name) => name !== 'dist')]) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  const written = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], { cwd: folder });
  // A list of packages before npm 12, an object of them since.
  const [{ filename, entryCount, size }] = Object.values(JSON.parse(written) as object) as [
    { filename: string; entryCount: number; size: number },
  ];
  return { manifest, folder, tarball: join(scratch, filename), files: entryCount, size };
}
