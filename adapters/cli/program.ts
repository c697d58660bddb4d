import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { TreeError, UsageError } from '../../core/errors.ts';
import type { CheckOptions } from '../../core/options.ts';
import { VERSION } from '../../core/version.ts';
import { prune } from '../../properties/memory/prune.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';
import { checkFile } from './check-file.ts';
import { initFile } from './init-file.ts';
import { powerFile } from './power-file.ts';
import { replayFile } from './replay-file.ts';
import { addReportCommands } from './report-commands.ts';
import { AGREES, CANNOT_TELL, type Terminal } from './terminal.ts';

const EXIT_CODES = '\nExit code: 0 agrees, 1 disagrees, 2 cannot tell or bad usage.';
const PROBLEM = `\`loss\` and \`gradient\` (or \`valueAndGradient\`, or \`forward\` and \`vjp\`), as named exports, as \`problem\` or as the
default export, with \`params\` (and \`data\`), an example of a case, or \`cases\`, a fast-check arbitrary`;

type CheckFlags = Pick<PropertyOptions, 'seed' | 'precision' | 'path' | 'timeLimit'> & {
  readonly runs?: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly observations?: string;
};

type PowerFlags = Omit<CheckFlags, 'path' | 'workers' | 'observations'>;

/**
 * Runs the command line.
 *
 * @param args - Without the names of node and the script.
 * @returns The exit code: 0 agrees, 1 disagrees, 2 cannot tell or bad usage.
 */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = AGREES;
  const program = new Command('gradcheck')
    .description('Checks gradients that were written by hand.')
    .version(VERSION)
    .configureOutput({ writeOut: (text) => terminal.out(text.trimEnd()), writeErr: (text) => terminal.err(text) })
    .exitOverride();

  program
    .command('check')
    .description('check the gradient that a file exports')
    .argument('<file>', 'JavaScript or TypeScript')
    .option('--runs <n>', 'cases to draw (default: 100)', whole)
    .option('--seed <n>', 'seed of every random choice', whole)
    .option('--path <path>', 'the one case of a report, together with its seed')
    .option('--precision <name>', 'float64, float32, or the unit roundoff of the loss', precision)
    .option('--time-limit <ms>', 'stop after so many milliseconds', whole)
    .option('--workers <n>', 'split the campaign over so many threads', whole)
    .option('--json', 'write the report as JSON, floats exact')
    .option('--observations <file>', 'write a line of JSON for every drawn case, for viewers of property-based tests')
    .addHelpText('after', `\nThe file exports ${PROBLEM}.\n${EXIT_CODES}`)
    .action(async (file: string, { json, workers, observations, runs, ...rest }: CheckFlags) => {
      const options: PropertyOptions = { ...rest, ...(runs === undefined ? {} : { numRuns: runs }) };
      const outputs = {
        ...(json === undefined ? {} : { json }),
        ...(workers === undefined ? {} : { workers }),
        ...(observations === undefined ? {} : { observations }),
      };
      code = await checkFile(file, options, outputs, terminal);
    });

  program
    .command('power')
    .description('plant faults in the gradient that a file exports and see whether its cases catch them')
    .argument('<file>', 'JavaScript or TypeScript')
    .option('--runs <n>', 'cases a fault meets at the most (default: 40)', whole)
    .option('--seed <n>', 'seed of every random choice', whole)
    .option('--precision <name>', 'float64, float32, or the unit roundoff of the loss', precision)
    .option('--time-limit <ms>', 'stop after so many milliseconds', whole)
    .option('--json', 'write the report as JSON, floats exact')
    .addHelpText(
      'after',
      `\nThe file exports ${PROBLEM}.\n\nExit code: 0 every fault that differs is caught, 1 one survives, 2 cannot tell or bad usage.`,
    )
    .action(async (file: string, { json = false, runs, ...rest }: PowerFlags) => {
      code = await powerFile(file, { ...rest, ...(runs === undefined ? {} : { numRuns: runs }) }, { json }, terminal);
    });

  program
    .command('init')
    .description('write a vitest file for the gradient that a file exports')
    .argument('<file>', 'JavaScript or TypeScript')
    .addHelpText('after', `\nThe file exports ${PROBLEM}.`)
    .action(async (file: string) => {
      terminal.out(`${await initFile(file)}: written; run it with npx vitest`);
    });

  program
    .command('replay')
    .description('check stored counterexamples against the gradient that a file exports')
    .argument('<stored>', 'a file in a folder __counterexamples__')
    .argument('<file>', 'JavaScript or TypeScript')
    .option('--precision <name>', 'float64, float32, or the unit roundoff of the loss', precision)
    .addHelpText(
      'after',
      `\nThe file exports ${PROBLEM}.\n\nExit code: 0 none fails, 1 one fails, 2 one does not fit or bad usage.`,
    )
    .action(async (stored: string, file: string, options: CheckOptions) => {
      code = await replayFile(stored, file, options, terminal);
    });

  program
    .command('prune')
    .description('remove stored counterexamples that passed or no longer fitted when they were last replayed')
    .argument('[folder]', 'where to look for __counterexamples__ folders', '.')
    .action((folder: string) => {
      if (!existsSync(folder)) throw new UsageError(`${folder}: no such folder`);
      const removed = prune(resolve(folder));
      for (const { file, stored, because } of removed) {
        const title = [stored.test, stored.property].filter((part) => part !== '').join(' > ');
        terminal.out(`${relative('', file)}: removed ${stored.id} of ${title}: ${because}`);
      }
      terminal.out(`${removed.length} removed`);
    });

  addReportCommands(program, terminal, (exit) => {
    code = exit;
  });

  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? AGREES : CANNOT_TELL;
    if (!(error instanceof UsageError || error instanceof TreeError || isOfFiles(error))) throw error;
    terminal.err(`gradcheck: ${error.message}\n`);
    return CANNOT_TELL;
  }
  return code;
}

/** A file that cannot be written, say: the fault of no program. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function whole(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('Expected an integer.');
  return Number(text);
}

function precision(text: string): 'float64' | 'float32' | number {
  if (text === 'float64' || text === 'float32') return text;
  const unit = Number(text);
  if (unit > 0 && unit < 1) return unit;
  throw new InvalidArgumentError('Expected float64, float32, or a number between 0 and 1.');
}
