import { UsageError } from '../core/errors.ts';
import { jsonTrouble } from './json-trouble.ts';

/** A kind of file that people and programs may damage. */
export interface FileKind {
  /** As in `is no report`. */
  readonly called: 'report' | 'baseline' | 'file of counterexamples';
  /** What to do with one that cannot be read. */
  readonly advice: string;
}

/**
 * What a text of JSON says, if nothing in it is lost on the way.
 *
 * @param name - The file, for the error.
 * @throws UsageError that names the file, the line and the column.
 */
export function parseJson(text: string, name: string, { advice }: FileKind): unknown {
  const trouble = jsonTrouble(text);
  if (trouble !== undefined) {
    const lines = text.slice(0, trouble.at).split('\n');
    const place = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    throw new UsageError(`${name}: is no JSON: ${place}: ${trouble.what}; ${advice}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name}: is no JSON: ${(error as Error).message}; ${advice}`);
  }
}
