import { describe } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';
import { nodeModule } from '../../reports/node-module.ts';

/** Where the counterexamples of a campaign are kept. */
export interface MemoryOptions {
  /** The test file, as an absolute path or file URL such as `import.meta.url`. */
  readonly file: string;
  /** The full name of the test. Default: none. */
  readonly test?: string;
}

/** The file of counterexamples that belongs to a test file, and the test in it. */
export interface MemoryPlace {
  readonly path: string;
  readonly test: string;
}

export const FOLDER = '__counterexamples__';

/** @throws {@link UsageError} for a value of the wrong kind. */
export function readMemoryOptions(memory: MemoryOptions): MemoryPlace {
  if (typeof memory !== 'object' || memory === null) {
    throw new UsageError(`options.memory: expected { file, test? }, came ${describe(memory)}`);
  }
  const { file, test = '' } = memory;
  if (typeof test !== 'string') {
    throw new UsageError(`options.memory.test: expected the full name of the test, came ${describe(test)}`);
  }
  const { basename, dirname, isAbsolute, join } = nodeModule('node:path');
  const path = typeof file === 'string' && file.startsWith('file:') ? nodeModule('node:url').fileURLToPath(file) : file;
  if (typeof path !== 'string' || !isAbsolute(path)) {
    throw new UsageError(
      `options.memory.file: expected the absolute path or file URL of the test file, e.g. import.meta.url, came ${describe(file)}`,
    );
  }
  return { path: join(dirname(path), FOLDER, `${basename(path)}.json`), test };
}
