import { nodeModule } from '../../reports/node-module.ts';
import { FOLDER } from './memory-options.ts';
import { readStore, updateStore } from './store.ts';
import type { StoredCase } from './stored-case.ts';

/** A stored case that was removed, and why. */
export interface Pruned {
  /** The file it stood in. */
  readonly file: string;
  readonly stored: StoredCase;
  readonly because: string;
}

/**
 * Removes the stored counterexamples below a folder that prove nothing any more: those that passed or no longer fitted
 * when they were last replayed, and those whose test file is gone. Leaves `node_modules` and hidden folders alone.
 *
 * @throws {@link UsageError} for a file of counterexamples that cannot be read.
 */
export function prune(folder: string): Pruned[] {
  return filesBelow(folder).flatMap((file) => {
    const pruned = readStore(file).flatMap((stored) => {
      const because = reasonToRemove(file, stored);
      return because === undefined ? [] : [{ file, stored, because }];
    });
    if (pruned.length > 0) {
      updateStore(file, (cases) => cases.filter((stored) => reasonToRemove(file, stored) === undefined));
    }
    return pruned;
  });
}

function reasonToRemove(file: string, { lastSeen }: StoredCase): string | undefined {
  const { basename, dirname, join } = nodeModule('node:path');
  const testFile = join(dirname(dirname(file)), basename(file, '.json'));
  if (!nodeModule('node:fs').existsSync(testFile)) return 'its test file is gone';
  if (lastSeen === 'agrees' || lastSeen === 'kink') return `did not reproduce (last: ${lastSeen})`;
  return lastSeen === 'does not fit' ? 'no longer fits' : undefined;
}

function filesBelow(folder: string): string[] {
  const { basename, join } = nodeModule('node:path');
  return nodeModule('node:fs')
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesBelow(path);
      return basename(folder) === FOLDER && entry.name.endsWith('.json') ? [path] : [];
    });
}
