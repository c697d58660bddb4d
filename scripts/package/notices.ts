import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULE = `\n${'-'.repeat(80)}\n\n`;

/**
 * What must be shipped with bundled packages: which they are, and their notices and licenses, each text once.
 *
 * @param root - The folder of the repository.
 * @param folders - Those of the packages, relative to `root`.
 */
export function notices(root: string, folders: readonly string[]): string {
  const packages: string[] = [];
  const texts = new Set<string>();
  for (const folder of folders) {
    const read = (file: string): string => readFileSync(join(root, folder, file), 'utf8').trim();
    const { name, version, license } = JSON.parse(read('package.json')) as Record<string, string>;
    packages.push(`${name} ${version} (${license})`);
    if (existsSync(join(root, folder, 'NOTICE'))) texts.add(read('NOTICE'));
    texts.add(read('LICENSE'));
  }
  return `These packages are bundled:\n\n${[packages.join('\n'), ...texts].join(RULE)}\n`;
}
