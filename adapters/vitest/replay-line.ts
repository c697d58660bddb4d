import type { RunnerTestCase } from 'vitest';

/**
 * How somebody who wrote a `gradientTest` runs its failure again: by options of the test, or from the shell.
 *
 * @param seed - Of the campaign.
 * @returns What `propertyText` makes of the options of a replay.
 */
export function replayLine(
  { file, name }: Pick<RunnerTestCase, 'name'> & { readonly file: { readonly name: string } },
  seed: number,
): (options: string) => string {
  return (options) =>
    [
      `gradientTest(name, ${options.replace('{', '{ ...,')})`,
      // Its own name at the end of the full one, which vitest 4 and 5 join to its suites differently.
      `or: GRADCHECK_SEED=${seed} npx vitest run ${word(file.name)} -t ${word(`${pattern(name)}$`)}`,
    ].join('\n');
}

function pattern(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[\n\r\t]/g, '\\s');
}

/** A word of a shell command, in quotes where it needs them. */
function word(text: string): string {
  return /^[\w./@:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
