import { UsageError } from '../../core/errors.ts';
import type { Json } from '../../reports/encode.ts';
import { prettyJson } from '../../reports/pretty-json.ts';
import { nodeModule } from './node-module.ts';
import { caseOf, idOf, type StoredCase } from './stored-case.ts';

/** The form of the file; raised when an older version could not read it any more. */
const FORMAT = 1;

/**
 * The cases in a file of counterexamples; none where there is no file.
 *
 * @throws {@link UsageError} for a file that is no such file, e.g. after a merge that left its marks.
 */
export function readStore(path: string): StoredCase[] {
  const { existsSync, readFileSync } = nodeModule('node:fs');
  if (!existsSync(path)) return [];
  const refuse = (what: string): never => {
    throw new UsageError(`${path}: ${what}; mend or delete the file`);
  };
  let content: Partial<{ format: unknown; cases: StoredCase[] }> | null;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse(`cannot be read as JSON (${(error as Error).message})`);
  }
  if (content?.format !== FORMAT)
    return refuse(`expected "format": ${FORMAT}, came ${JSON.stringify(content?.format)}`);
  if (!Array.isArray(content.cases)) return refuse('expected a list "cases"');
  return content.cases.map((stored, i) => {
    const { test, property, case: point, verdict } = (stored ?? {}) as Partial<StoredCase>;
    if (typeof test !== 'string' || typeof property !== 'string' || typeof verdict !== 'string') {
      return refuse(`cases[${i}] needs "test", "property" and "verdict"`);
    }
    if (typeof point !== 'object' || point === null || !('params' in point)) {
      return refuse(`cases[${i}].case needs "params"`);
    }
    const read = { ...stored, id: idOf(point) };
    try {
      caseOf(read);
    } catch (error) {
      return refuse(`cases[${i}]: ${(error as Error).message}`);
    }
    return read;
  });
}

/**
 * Reads a file of counterexamples, changes its cases and writes it in one step, sorted, each case once. Without cases
 * there is no file.
 */
export function updateStore(path: string, change: (cases: readonly StoredCase[]) => readonly StoredCase[]): void {
  const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } =
    nodeModule('node:fs');
  const folder = nodeModule('node:path').dirname(path);
  const byKey = new Map(change(readStore(path)).map((stored) => [keyOf(stored), stored]));
  if (byKey.size === 0) {
    rmSync(path, { force: true });
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    return;
  }
  const cases = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored);
  const text = `${fileText(cases)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(folder, { recursive: true });
  // Renaming is one step: nobody ever reads half a file.
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text);
  renameSync(part, path);
}

function keyOf({ test, property, id }: StoredCase): string {
  return JSON.stringify([test, property, id]);
}

/** A line for each field of a case, so that a difference shows what changed. */
function fileText(cases: readonly StoredCase[]): string {
  const fields = (stored: StoredCase): string =>
    Object.entries(stored)
      .map(([name, value]) => `      ${JSON.stringify(name)}: ${prettyJson(value as Json, '      ')}`)
      .join(',\n');
  return `{\n  "format": ${FORMAT},\n  "cases": [\n${cases.map((stored) => `    {\n${fields(stored)}\n    }`).join(',\n')}\n  ]\n}`;
}
