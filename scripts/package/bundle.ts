import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Manifest } from './pack.ts';

/** The CommonJS packages that are bundled: some load slowly by the hundred, one brings 6 MB of tests. */
const BUNDLED = /^node_modules\/(@stdlib\/[^/]+|@mixmark-io\/domino)\//;

/**
 * Bundles TypeScript and the few packages in it that are not to be installed into one folder: a file for each entry, and
 * files that entries share, so that each module is there once. All other packages stay imports.
 *
 * @param root - The folder of the repository.
 * @param entries - Sources by the names of their bundles, relative to `root`.
 * @param outdir - The folder of the bundles.
 * @returns The folders of the bundled packages, in alphabetical order.
 * @throws Error where something cannot be bundled, or a package is imported that users do not install.
 */
export function bundle(root: string, entries: Readonly<Record<string, string>>, outdir: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: { ...entries },
    outdir,
    // The setup file for vitest asks for the package by its name.
    external: ['node:*', 'gradcheck/vitest', ...installed],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    // For Node and browsers alike.
    platform: 'neutral',
    mainFields: ['main'],
    chunkNames: 'shared-[hash]',
    // The manifest says which bundles have side effects, not which sources.
    ignoreAnnotations: true,
    legalComments: 'none',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  const foreign = Object.keys(metafile.inputs).filter((file) => file.includes('node_modules/'));
  const unexpected = foreign.filter((file) => !BUNDLED.test(file));
  for (const file of Object.keys(metafile.outputs).filter((name) => name.endsWith('.map'))) slim(join(root, file));
  if (unexpected.length > 0) throw new Error(`imported but not declared: ${unexpected.join(', ')}`);
  return [...new Set(foreign.map((file) => BUNDLED.exec(file)![0]))].sort();
}

/** Leaves the sources of bundled packages out of a source map. */
function slim(file: string): void {
  const map = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[]; sourcesContent: (string | null)[] };
  map.sourcesContent = map.sourcesContent.map((text, i) => (map.sources[i]!.includes('node_modules/') ? null : text));
  writeFileSync(file, JSON.stringify(map));
}
