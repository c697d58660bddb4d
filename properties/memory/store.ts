import { UsageError } from '../../core/errors.ts';
import type { Json } from '../../reports/encode.ts';
import { nodeModule } from '../../reports/node-module.ts';
import { type FileKind, parseJson } from '../../reports/parse-json.ts';
import { prettyJson } from '../../reports/pretty-json.ts';
import { readText } from '../../reports/read-text.ts';
import { writeFile } from '../../reports/write-file.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { caseOf, idOf, type StoredCase } from './stored-case.ts';

/** The form of the file; raised when an older version could not read it any more. */
const FORMAT = 1;

const KIND: FileKind = { called: 'file of counterexamples', advice: 'mend or delete the file' };
const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'];

/** What a field must be, as far as it is there. */
const FIELDS: Readonly<Record<string, readonly [is: (value: unknown) => boolean, what: string]>> = {
  verdict: [(value) => VERDICTS.includes(value as string), `one of ${VERDICTS.join(', ')}`],
  lastSeen: [(value) => [...VERDICTS, 'does not fit'].includes(value as string), 'a verdict or `does not fit`'],
  reason: [(value) => typeof value === 'string', 'text'],
  seed: [Number.isSafeInteger, 'an integer'],
  path: [(value) => typeof value === 'string' && /^(\d+(:\d+)*)?$/.test(value), "a path such as '12:0:3'"],
  blame: [isTexts, 'a list of texts'],
  diagnoses: [isTexts, 'a list of texts'],
};

/**
 * The cases in a file of counterexamples; none where there is no file.
 *
 * @throws UsageError for a file that is no such file, e.g. after a merge that left its marks.
 */
export function readStore(path: string): StoredCase[] {
  if (!nodeModule('node:fs').existsSync(path)) return [];
  const refuse = (what: string): never => {
    throw new UsageError(`${path}: ${what}; ${KIND.advice}`);
  };
  const content = parseJson(readText(path), path, KIND) as Readonly<Record<string, unknown>> | null;
  const { format, cases, ...others } = content ?? {};
  if (format !== FORMAT) {
    const newer = typeof format === 'number' && format > FORMAT ? ' of a newer gradcheck' : '';
    return refuse(`expected "format": ${FORMAT}, came ${JSON.stringify(format)}${newer}`);
  }
  if (!Array.isArray(cases)) return refuse('expected a list "cases"');
  // They would be gone as soon as the file is written again.
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refuse(`"${unknown}" is no part of it`);
  return cases.map((stored: unknown, i) => {
    const { test, property, case: point, ...fields } = (stored ?? {}) as Partial<StoredCase>;
    if (typeof test !== 'string' || typeof property !== 'string' || typeof fields.verdict !== 'string') {
      return refuse(`cases[${i}] needs "test", "property" and "verdict"`);
    }
    if (typeof point !== 'object' || point === null || !('params' in point)) {
      return refuse(`cases[${i}].case needs "params"`);
    }
    for (const [name, value] of Object.entries(fields)) {
      const [is, what] = Object.hasOwn(FIELDS, name) ? FIELDS[name]! : [];
      if (is?.(value) === false) return refuse(`cases[${i}].${name}: expected ${what}, came ${JSON.stringify(value)}`);
    }
    const read = { ...(stored as StoredCase), id: idOf(point) };
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
 * there is no file. Whoever does so at the same time waits, so that no case is lost.
 *
 * @throws UsageError for a file that cannot be read, and where others do not let it go.
 */
export function updateStore(path: string, change: (cases: readonly StoredCase[]) => readonly StoredCase[]): void {
  const { existsSync, readFileSync, rmdirSync, rmSync } = nodeModule('node:fs');
  oneAtATime(path, () => {
    const byKey = new Map(change(readStore(path)).map((stored) => [keyOf(stored), stored]));
    if (byKey.size === 0) return rmSync(path, { force: true });
    const cases = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored);
    const text = `${fileText(cases)}\n`;
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFile(path, text);
  });
  try {
    rmdirSync(nodeModule('node:path').dirname(path));
  } catch {
    // There is something in it.
  }
}

function keyOf({ test, property, id }: StoredCase): string {
  return JSON.stringify([test, property, id]);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** A line for each field of a case, so that a difference shows what changed. */
function fileText(cases: readonly StoredCase[]): string {
  const fields = (stored: StoredCase): string =>
    Object.entries(stored)
      .map(([name, value]) => `      ${JSON.stringify(name)}: ${prettyJson(value as Json, '      ')}`)
      .join(',\n');
  return `{\n  "format": ${FORMAT},\n  "cases": [\n${cases.map((stored) => `    {\n${fields(stored)}\n    }`).join(',\n')}\n  ]\n}`;
}
