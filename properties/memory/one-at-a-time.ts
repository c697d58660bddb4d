import { UsageError } from '../../core/errors.ts';
import { nodeModule } from '../../reports/node-module.ts';

/** Milliseconds between two looks at a lock. */
const PAUSE = 5;
/** After so many milliseconds whoever made a lock must have died: an update takes a few. */
const ABANDONED = 10_000;
/** So long is waited for all the others. */
const PATIENCE = 30_000;

/**
 * Changes a file while no other process, and no other thread, changes it in this way: the lock is a file beside it. One
 * whose maker died is removed after ten seconds.
 *
 * @throws UsageError where the lock cannot be had within half a minute.
 */
export function oneAtATime(path: string, change: () => void): void {
  const lock = `${path}.lock`;
  const { rmSync } = nodeModule('node:fs');
  const start = performance.now();
  while (!made(lock)) {
    if (performance.now() - start > PATIENCE) {
      throw new UsageError(`${path}: others are changing it all the time; if none is, delete ${lock}`);
    }
    // Campaigns may be sync: there is nothing to give way to.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
  try {
    change();
  } finally {
    rmSync(lock, { force: true });
  }
}

function made(lock: string): boolean {
  const { mkdirSync, writeFileSync } = nodeModule('node:fs');
  try {
    mkdirSync(nodeModule('node:path').dirname(lock), { recursive: true });
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // The folder may have been removed by another just now.
    if (isOf(error, 'ENOENT')) return false;
    if (!isOf(error, 'EEXIST') || !isFile(lock)) throw error;
    removeIfAbandoned(lock);
    return false;
  }
}

function removeIfAbandoned(lock: string): void {
  const { rmSync, statSync } = nodeModule('node:fs');
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > ABANDONED) rmSync(lock, { force: true });
}

/** Or it is gone by now; where its folder is no folder there is nothing to wait for. */
function isFile(lock: string): boolean {
  const folder = nodeModule('node:fs').statSync(nodeModule('node:path').dirname(lock), { throwIfNoEntry: false });
  return folder === undefined || folder.isDirectory();
}

function isOf(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === code;
}
