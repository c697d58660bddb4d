import { existsSync } from 'node:fs';
import { checkGradientAsync } from '../../core/check-gradient.ts';
import { listed } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';
import type { CheckOptions } from '../../core/options.ts';
import { seenAs, stillFails } from '../../properties/memory/seen-as.ts';
import { readStore } from '../../properties/memory/store.ts';
import { caseOf, type Seen, type StoredCase } from '../../properties/memory/stored-case.ts';
import { loadExports } from './exports.ts';
import { AGREES, CANNOT_TELL, DISAGREES, type Terminal } from './terminal.ts';

/**
 * Checks the cases of a file of counterexamples by their values against the problem that another file exports, and says of
 * each what it is now. Nothing is written to the file.
 *
 * @param stored - A file in a folder `__counterexamples__`.
 * @returns The exit code: 1 where a case still fails, 2 where one no longer fits, else 0.
 * @throws UsageError where a file cannot be read, or holds no case of the problem.
 */
export async function replayFile(
  stored: string,
  file: string,
  options: CheckOptions,
  { out }: Terminal,
): Promise<number> {
  if (!existsSync(stored)) throw new UsageError(`${stored}: no such file`);
  const { problem } = await loadExports(file);
  const seen: Seen[] = [];
  for (const each of casesFor(readStore(stored), problem.name, stored)) {
    const check = await checkGradientAsync(problem, caseOf(each), options);
    const now = seenAs(each, check);
    seen.push(now);
    const title = [each.test, each.property].filter((part) => part !== '').join(' > ');
    out(`${each.id} of ${title}: ${stillFails(now) ? now : `did not reproduce (now: ${now})`}`);
    const why = check.verdict === 'invalid' ? [check.message] : check.diagnoses.map(({ message }) => message);
    for (const line of why) out(`  ${line}`);
  }
  const failing = seen.filter(stillFails).length;
  out(`${failing} of ${seen.length} still fail`);
  if (failing > 0) return DISAGREES;
  return seen.includes('does not fit') || seen.includes('unresolved') ? CANNOT_TELL : AGREES;
}

/** The cases of the problem of this name; all, where there is no name to go by and they are of one problem. */
function casesFor(all: readonly StoredCase[], name: string | undefined, file: string): readonly StoredCase[] {
  const own = all.filter(({ property }) => property === name);
  if (own.length > 0) return own;
  const properties = [...new Set(all.map(({ property }) => property))];
  if (properties.length === 1 && name === undefined) return all;
  throw new UsageError(
    `${file}: holds no case of ${name ?? 'a problem without a name'}; it has those of ${listed(properties)}: give the problem that name`,
  );
}
