import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { type Exports, loadExports } from './exports.ts';

/** What stands in the test where the file gives no example. */
const EXAMPLE = `params: [0.5, -1], // an example of what your loss takes
  // data: { x: [1, 2] },`;

/**
 * Writes a vitest file beside a file that exports a problem.
 *
 * @returns The path of the file that was written: `focal.gradient.test.ts` for `focal.ts`.
 * @throws UsageError where that file exists or the problem cannot be loaded.
 */
export async function initFile(file: string): Promise<string> {
  const test = file.replace(/(\.[cm]?[jt]sx?)?$/, '.gradient.test$1');
  const exported = await loadExports(file);
  if (existsSync(test)) throw new UsageError(`${test}: exists; remove it to have it written anew`);
  writeFileSync(test, testCode(basename(file), exported));
  return test;
}

function testCode(file: string, { holder, named, example, cases }: Exports): string {
  const imported = [...named, ...(holder === 'problem' ? [holder] : [])].sort();
  const imports = [
    ...(holder === 'default' ? ['problem'] : []),
    ...(imported.length > 0 ? [`{ ${imported.join(', ')} }`] : []),
  ].join(', ');
  const parts = [...(holder === undefined ? [] : ['...problem']), ...named].join(', ');
  const isComplete = example !== undefined || cases !== undefined;
  return `import { gradientTest } from 'gradcheck/vitest';
import ${imports} from './${file}';

gradientTest('${file.replace(/\.[^.]*$/, '')}', ${isComplete ? `{ ${parts} }` : `{\n  ${parts},\n  ${EXAMPLE}\n}`});
`;
}
