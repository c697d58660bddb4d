import { nodeModule } from './node-module.ts';

/**
 * Writes a file in one step, with its folder: nobody ever reads half of it, and a failure leaves the one before as it was.
 * Of those who write it at the same time one comes last, whole.
 */
export function writeFile(path: string, text: string): void {
  const { mkdirSync, renameSync, rmSync, writeFileSync } = nodeModule('node:fs');
  mkdirSync(nodeModule('node:path').dirname(path), { recursive: true });
  const target = linked(path);
  // By chance, since threads share the number of their process, and machines their folders.
  const part = `${target}.${nodeModule('node:crypto').randomUUID()}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The file that a link leads to: a new name would take the place of the link alone. */
function linked(path: string): string {
  try {
    return nodeModule('node:fs').realpathSync(path);
  } catch {
    return path;
  }
}
